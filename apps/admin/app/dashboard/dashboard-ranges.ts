import { dateIn } from "../format/format-time.ts";
import { addDays, addMonths, startOfQuarter } from "../format/plain-date.ts";

/** A stretch of whole days; `to` is not part of it. */
interface DayRange {
  from: string;
  to: string;
}

/** The stretches of time the dashboard asks about, all ending with today in the panel's time zone. */
export function dashboardRanges(timeZone: string, now: number) {
  const today = dateIn(timeZone, now);
  const to = addDays(today, 1);
  const quarter = startOfQuarter(today);
  return {
    stats: [
      { label: "30 days", before: "the 30 days before", range: { from: addDays(to, -30), to } },
      { label: "90 days", before: "the 90 days before", range: { from: addDays(to, -90), to } },
      { label: "6 months", before: "the 6 months before", range: { from: addMonths(to, -6), to } },
      { label: "1 year", before: "the year before", range: { from: addMonths(to, -12), to } },
    ],
    days: { from: addDays(to, -30), to },
    quarters: { from: addMonths(quarter, -21), to: addMonths(quarter, 3) },
  } satisfies {
    stats: { label: string; before: string; range: DayRange }[];
    days: DayRange;
    quarters: DayRange;
  };
}
