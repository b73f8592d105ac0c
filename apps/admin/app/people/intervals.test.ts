import { expect, test } from "vitest";
import { getDefaultInterval, getDefaultPeriod, INTERVALS, startOfPeriod } from "./intervals.ts";

test("longer ranges have longer buckets", () => {
  expect([7, 30, 90, 365, 2_000].map(getDefaultInterval)).toEqual(["day", "day", "day", "week", "month"]);
  expect([7, 30, 90, 365, 2_000].map(getDefaultPeriod)).toEqual(["day", "week", "week", "month", "quarter"]);
});

test("a week begins on Monday, a month and a quarter on their first day", () => {
  const starts = (date: string) => INTERVALS.map((interval) => startOfPeriod(date, interval));

  expect(starts("2026-03-01")).toEqual(["2026-03-01", "2026-02-23", "2026-03-01", "2026-01-01"]);
  expect(starts("2026-06-15")).toEqual(["2026-06-15", "2026-06-15", "2026-06-01", "2026-04-01"]);
});
