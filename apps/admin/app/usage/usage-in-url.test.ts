import { expect, test } from "vitest";
import { usageFromUrl, usageUrl } from "./usage-in-url.ts";

const usual = {
  range: "30d",
  feature: null,
  order: "lastActive",
  direction: "desc",
  search: "",
  page: 1,
} as const;

test("without words the view is the last thirty days, and the usual view needs no words", () => {
  expect(usageFromUrl(new URLSearchParams())).toEqual(usual);
  expect(usageUrl(usual)).toBe("/usage");
});

test.each([
  { ...usual, range: { first: "2026-03-01", last: "2026-03-31" } },
  { ...usual, range: "today" as const, feature: "Coffee club", page: 3 },
  { ...usual, order: "name" as const, direction: "asc" as const, search: "ann & bob" },
  { ...usual, order: "requests" as const, direction: "asc" as const },
])("a view is read back from its address: %j", (view) => {
  expect(usageFromUrl(new URL(usageUrl(view), "http://panel").searchParams)).toEqual(view);
});

test.each([
  "range=ever",
  "from=2026-02-30&to=2026-03-01",
  "sort=age&dir=up",
  "page=-1",
  "page=1.5",
  "page=x",
])("what makes no sense is as if it were not there: %s", (search) => {
  expect(usageFromUrl(new URLSearchParams(search))).toEqual(usual);
});
