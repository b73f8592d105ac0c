import { expect, test } from "vitest";
import { barsFor, intervals, periodsFor, startOfPeriod } from "./intervals.ts";

test("the longer the range, the longer the buckets", () => {
  expect([7, 30, 90, 365, 2_000].map(barsFor)).toEqual(["day", "day", "day", "week", "month"]);
  expect([7, 30, 90, 365, 2_000].map(periodsFor)).toEqual(["day", "week", "week", "month", "quarter"]);
});

test("a date's week begins on Monday, its month and quarter on their first day", () => {
  const starts = (date: string) => intervals.map((interval) => startOfPeriod(date, interval));

  expect(starts("2026-03-01")).toEqual(["2026-03-01", "2026-02-23", "2026-03-01", "2026-01-01"]);
  expect(starts("2026-06-15")).toEqual(["2026-06-15", "2026-06-15", "2026-06-01", "2026-04-01"]);
});
