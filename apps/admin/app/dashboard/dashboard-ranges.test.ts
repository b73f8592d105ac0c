import { expect, test } from "vitest";
import { getDashboardRanges } from "./dashboard-ranges.ts";

const now = Date.parse("2026-03-02T23:30:00Z");

test("ranges end with today in the panel's time zone", () => {
  expect(getDashboardRanges("UTC", now).days).toEqual({ from: "2026-02-01", to: "2026-03-03" });
  expect(getDashboardRanges("Europe/Berlin", now).days).toEqual({ from: "2026-02-02", to: "2026-03-04" });
});

test("the stats cover 30 days, 90 days, 6 months and a year", () => {
  const { stats } = getDashboardRanges("UTC", now);

  expect(stats.map(({ label, range }) => [label, range.from])).toEqual([
    ["30 days", "2026-02-01"],
    ["90 days", "2025-12-03"],
    ["6 months", "2025-09-03"],
    ["1 year", "2025-03-03"],
  ]);
});

test("there are eight quarters, including the current one", () => {
  expect(getDashboardRanges("UTC", now).quarters).toEqual({ from: "2024-04-01", to: "2026-04-01" });
});
