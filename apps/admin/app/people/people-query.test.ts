import fc from "fast-check";
import { expect, test } from "vitest";
import { INTERVALS } from "./intervals.ts";
import type { PeopleQuery } from "./people-query.ts";
import { COHORT_KINDS, peopleUrl, parsePeopleQuery, RETURN_KINDS, USER_ORDERS } from "./people-query.ts";

const read = (url: string) => parsePeopleQuery(new URL(url, "http://panel.invalid").searchParams);

test("a query round-trips through the URL", () => {
  const name = fc.constantFrom("*", "user.signed_up", "order.*", "order.placed");
  const queries: fc.Arbitrary<PeopleQuery> = fc.record({
    range: fc.constantFrom("7d" as const, "90d" as const, { first: "2026-03-01", last: "2026-03-31" }),
    interval: fc.constantFrom(null, ...INTERVALS),
    entryName: name,
    returnName: name,
    cohorts: fc.constantFrom(...COHORT_KINDS),
    returning: fc.constantFrom(...RETURN_KINDS),
    period: fc.constantFrom(null, ...INTERVALS),
    sort: fc.constantFrom(...USER_ORDERS),
    page: fc.integer({ min: 1, max: 10_000 }),
  });

  fc.assert(
    fc.property(queries, (query) => {
      expect(read(peopleUrl(query))).toEqual(query);
    }),
  );
});

test("defaults are left out of the URL, and invalid values mean the defaults", () => {
  expect(peopleUrl(read("/people"))).toBe("/people");
  expect(
    read("/people?range=5y&interval=hour&entry=&cohorts=all&returning=1&period=x&sort=name&page=-3"),
  ).toEqual(read("/people"));
  expect(read("/people?page=1.5").page).toBe(1);
});
