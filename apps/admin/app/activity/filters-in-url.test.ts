import fc from "fast-check";
import { expect, test } from "vitest";
import { filtersForApi, filtersFromUrl, toPills, filtersToUrl } from "./filters-in-url.ts";

test("filters round-trip through the URL", () => {
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

test("empty and unknown keys are ignored", () => {
  expect(filtersFromUrl(new URLSearchParams("?action=&mode= &page=3&actor=u_1"))).toEqual({ actor: "u_1" });
});

test("each active filter has a pill with the URL without it", () => {
  expect(toPills({ action: "post.*", id: "2" })).toEqual([
    { label: "Action", value: "post.*", without: "/activity?id=2" },
    { label: "ID", value: "2", without: "/activity?action=post.*" },
  ]);
});

test("only activities are requested", () => {
  expect(filtersForApi({ action: "post.*", since: "2026-03-01" })).toMatchObject({
    kind: "activity",
    name: "post.*",
    since: "2026-03-01",
  });
});

test("every key in the URL is a filter of the API", () => {
  const url =
    "?action=post.*&actor=u_1&resource=post&id=2&target=u_3&module=blog&mode=cron&since=2026-03-01&until=2026-04-01";

  expect(filtersForApi(filtersFromUrl(new URLSearchParams(url)))).toEqual({
    kind: "activity",
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
