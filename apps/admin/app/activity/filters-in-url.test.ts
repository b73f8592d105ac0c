import fc from "fast-check";
import { expect, test } from "vitest";
import { filtersForApi, filtersFromUrl, filtersInForce, filtersToUrl } from "./filters-in-url.ts";

test("filters come back from the address as they went into it", () => {
  const value = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text.isWellFormed());
  const filters = fc.record(
    { action: value, resource: value, id: value, until: value },
    { requiredKeys: [] },
  );

  fc.assert(
    fc.property(filters, (filters) => {
      expect(filtersFromUrl(new URLSearchParams(filtersToUrl(filters)))).toEqual(filters);
    }),
  );
});

test("empty and foreign keys of an address are ignored", () => {
  expect(filtersFromUrl(new URLSearchParams("?action=&mode= &page=3&actor=u_1"))).toEqual({ actor: "u_1" });
});

test("each filter in force has the address without it", () => {
  expect(filtersInForce({ action: "post.*", id: "2" })).toEqual([
    { side: "Action", value: "post.*", without: "/activity?id=2" },
    { side: "Id", value: "2", without: "/activity?action=post.*" },
  ]);
});

test("the API is asked for activities alone", () => {
  expect(filtersForApi({ action: "post.*", since: "2026-03-01" })).toMatchObject({
    activity: true,
    name: "post.*",
    since: "2026-03-01",
  });
});

test("every side of the filter in the address is one the API filters by", () => {
  const address =
    "?action=post.*&actor=u_1&resource=post&id=2&target=u_3&module=blog&mode=cron&since=2026-03-01&until=2026-04-01";

  expect(filtersForApi(filtersFromUrl(new URLSearchParams(address)))).toEqual({
    activity: true,
    name: "post.*",
    userId: "u_1",
    resourceType: "post",
    resourceId: "2",
    targetId: "u_3",
    module: "blog",
    mode: "cron",
    since: "2026-03-01",
    until: "2026-04-01",
  });
});
