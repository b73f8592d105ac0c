import { dateIn } from "../format/format-time.ts";
import { addDays, addMonths, startOfQuarter } from "../format/plain-date.ts";

/** Whole days; `to` is exclusive. */
interface DayRange {
  from: string;
  to: string;
}

/** The periods on the dashboard, all up to and including today. */
export function getDashboardRanges(timeZone: string, now: number) {
  const today = dateIn(timeZone, now);
  const to = addDays(today, 1);
  const quarter = startOfQuarter(today);
  return {
    stats: [
      { label: "30 days", range: { from: addDays(to, -30), to } },
      { label: "90 days", range: { from: addDays(to, -90), to } },
      { label: "6 months", range: { from: addMonths(to, -6), to } },
      { label: "1 year", range: { from: addMonths(to, -12), to } },
    ],
    days: { from: addDays(to, -30), to },
    quarters: { from: addMonths(quarter, -21), to: addMonths(quarter, 3) },
  } satisfies {
    stats: { label: string; range: DayRange }[];
    days: DayRange;
    quarters: DayRange;
  };
}
