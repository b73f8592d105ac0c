import type { Interval } from "@admin-events/client/query";
import { getMonth, getShortMonth, getWeekday } from "../format/calendar-names.ts";

export type { Interval };

export type ChartInterval = Interval | "hour";

/**
 * Formats a bucket's machine label: `2026-03-03` → `Tue, 3 Mar 2026` (a week: `Week of 2 Mar 2026`), `2026-03` →
 * `March 2026`, `2026-Q1` → `Q1 2026`, `2026-03-03T14:00+01:00` → `Tue, 3 Mar 2026, 14:00`. Anything else is returned unchanged.
 */
export function formatLabel(label: string, interval?: ChartInterval): string {
  const [day, hour] = label.split("T");
  if (day !== undefined && hour !== undefined) return `${formatLabel(day)}, ${hour.slice(0, 5)}`;
  const quarter = /^(\d{4})-(Q[1-4])$/.exec(label);
  if (quarter) return `${quarter[2]} ${quarter[1]}`;
  const date = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(label);
  if (!date) return label;
  const [year = 0, month = 0, dayOfMonth = 0] = date.slice(1).map(Number);
  if (!date[3]) return `${getMonth(month)} ${year}`;
  const text = `${dayOfMonth} ${getShortMonth(month)} ${year}`;
  return interval === "week" ? `Week of ${text}` : `${getWeekday(year, month, dayOfMonth)}, ${text}`;
}

/** The shortest form of a label, for axes: `3 Mar`, `Mar 2026`, `Q1 2026`, `14:00`. */
export function shortLabel(label: string): string {
  const hour = /T(\d{2}:\d{2})/.exec(label)?.[1];
  if (hour !== undefined) return hour;
  const date = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(label);
  if (!date) return formatLabel(label);
  const month = getShortMonth(Number(date[2]));
  return date[3] ? `${Number(date[3])} ${month}` : `${month} ${date[1]}`;
}

/** Follows the label of a calendar unit that has not ended or that the range cuts. */
export const INCOMPLETE_NOTE = " (incomplete)";

export const INTERVAL_TITLES: Record<Interval, string> = {
  day: "Day",
  week: "Week",
  month: "Month",
  quarter: "Quarter",
};

/** A period counted from a cohort's first: `Week 3`. */
export function formatPeriod(interval: Interval, period: number): string {
  return `${INTERVAL_TITLES[interval]} ${period}`;
}
