import fc from "fast-check";
import { expect, test } from "vitest";
import { intervals } from "./intervals.ts";
import type { PeopleQuestion } from "./people-question.ts";
import {
  cohortKinds,
  peopleAddress,
  peopleQuestionFromUrl,
  returnKinds,
  userOrders,
} from "./people-question.ts";

const read = (address: string) =>
  peopleQuestionFromUrl(new URL(address, "http://panel.invalid").searchParams);

test("a question that was written into an address is read back exactly", () => {
  const name = fc.constantFrom("*", "user.signed_up", "order.*", "order.placed");
  const questions: fc.Arbitrary<PeopleQuestion> = fc.record({
    range: fc.constantFrom("7d" as const, "90d" as const, { first: "2026-03-01", last: "2026-03-31" }),
    interval: fc.constantFrom(null, ...intervals),
    entryName: name,
    returnName: name,
    cohorts: fc.constantFrom(...cohortKinds),
    returning: fc.constantFrom(...returnKinds),
    period: fc.constantFrom(null, ...intervals),
    sort: fc.constantFrom(...userOrders),
    page: fc.integer({ min: 1, max: 10_000 }),
  });

  fc.assert(
    fc.property(questions, (question) => {
      expect(read(peopleAddress(question))).toEqual(question);
    }),
  );
});

test("the usual question needs no words, and words that are no choice mean it", () => {
  expect(peopleAddress(read("/people"))).toBe("/people");
  expect(
    read("/people?range=5y&interval=hour&entry=&cohorts=all&returning=1&period=x&sort=name&page=-3"),
  ).toEqual(read("/people"));
  expect(read("/people?page=1.5").page).toBe(1);
});
