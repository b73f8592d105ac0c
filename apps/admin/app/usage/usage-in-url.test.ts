import { expect, test } from "vitest";
import { usageFromUrl, usageUrl } from "./usage-in-url.ts";

const defaults = {
  range: "30d",
  feature: null,
  order: "lastActive",
  direction: "desc",
  search: "",
  page: 1,
} as const;

test("the default is the last thirty days and has no parameters", () => {
  expect(usageFromUrl(new URLSearchParams())).toEqual(defaults);
  expect(usageUrl(defaults)).toBe("/usage");
});

test.each([
  { ...defaults, range: { first: "2026-03-01", last: "2026-03-31" } },
  { ...defaults, range: "today" as const, feature: "Coffee club", page: 3 },
  { ...defaults, order: "name" as const, direction: "asc" as const, search: "ann & bob" },
  { ...defaults, order: "requests" as const, direction: "asc" as const },
])("a view round-trips through the URL: %j", (view) => {
  expect(usageFromUrl(new URL(usageUrl(view), "http://panel").searchParams)).toEqual(view);
});

test.each([
  "range=ever",
  "from=2026-02-30&to=2026-03-01",
  "sort=age&dir=up",
  "page=-1",
  "page=1.5",
  "page=x",
])("invalid values are ignored: %s", (search) => {
  expect(usageFromUrl(new URLSearchParams(search))).toEqual(defaults);
});
