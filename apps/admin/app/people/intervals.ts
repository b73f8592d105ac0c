import type { Interval } from "@admin-events/client/query";
import { addDays, startOfQuarter } from "../format/plain-date.ts";

/** Shortest first. */
export const INTERVALS = ["day", "week", "month", "quarter"] as const satisfies readonly Interval[];

/** The default bucket length for a range: at most about 100 bars. */
export function getDefaultInterval(days: number): Interval {
  if (days <= 100) return "day";
  return days <= 700 ? "week" : "month";
}

/** The default cohort period for a range: at most about 16 cohorts up to 16 quarters. */
export function getDefaultPeriod(days: number): Interval {
  if (days <= 14) return "day";
  if (days <= 112) return "week";
  return days <= 1_000 ? "month" : "quarter";
}

/** The first day of the calendar unit around a date. Weeks begin on Monday. */
export function startOfPeriod(date: string, interval: Interval): string {
  switch (interval) {
    case "day":
      return date;
    case "week":
      return addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));
    case "month":
      return `${date.slice(0, 7)}-01`;
    case "quarter":
      return startOfQuarter(date);
  }
}
