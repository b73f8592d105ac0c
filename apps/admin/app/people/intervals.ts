import type { Interval } from "../charts/format-label.ts";
import { addDays, startOfQuarter } from "../format/plain-date.ts";

/** The lengths of a bucket one can choose, shortest first. */
export const intervals = ["day", "week", "month", "quarter"] as const satisfies readonly Interval[];

export const intervalTitles: Record<Interval, string> = {
  day: "Day",
  week: "Week",
  month: "Month",
  quarter: "Quarter",
};

/** The buckets in which so many days make a chart that can be read: at most about a hundred bars. */
export function barsFor(days: number): Interval {
  if (days <= 100) return "day";
  return days <= 700 ? "week" : "month";
}

/** The periods in which so many days make cohorts that can be compared: at most about sixteen while there is a choice. */
export function periodsFor(days: number): Interval {
  if (days <= 14) return "day";
  if (days <= 112) return "week";
  return days <= 1_000 ? "month" : "quarter";
}

/** The first day of the calendar unit that a date lies in; weeks begin on Monday. */
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
