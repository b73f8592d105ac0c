import { monthFull, monthShort, weekdayOf } from "../format/calendar-words.ts";

/** The length of one bucket. */
export type Interval = "day" | "week" | "month" | "quarter";

/**
 * A bucket's machine label as people say it: `2026-03-03` → `Tue, 3 Mar 2026` (a week: `Week of 2 Mar 2026`),
 * `2026-03` → `March 2026`, `2026-Q1` → `Q1 2026`. Anything else comes back unchanged.
 */
export function formatLabel(label: string, interval?: Interval): string {
  const quarter = /^(\d{4})-(Q[1-4])$/.exec(label);
  if (quarter) return `${quarter[2]} ${quarter[1]}`;
  const date = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(label);
  if (!date) return label;
  const [year = 0, month = 0, day = 0] = date.slice(1).map(Number);
  if (!date[3]) return `${monthFull(month)} ${year}`;
  const words = `${day} ${monthShort(month)} ${year}`;
  return interval === "week" ? `Week of ${words}` : `${weekdayOf(year, month, day)}, ${words}`;
}

/** The label in as few letters as an axis has room for: `3 Mar`, `Mar 2026`, `Q1 2026`. */
export function shortLabel(label: string): string {
  const date = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(label);
  if (!date) return formatLabel(label);
  const month = monthShort(Number(date[2]));
  return date[3] ? `${Number(date[3])} ${month}` : `${month} ${date[1]}`;
}
