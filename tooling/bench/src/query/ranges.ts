export const DAY_MS = 24 * 3_600_000;

/** A half-open range of whole days in UTC, as ISO 8601. */
export interface DayRange {
  from: string;
  to: string;
}

/** The end of the sample's year, and the `now` of every query, so that all runs give the same results. */
export const dataEnd = new Date("2026-07-01T00:00:00.000Z");

/** The last `count` days before `dataEnd`, or before a time that is `daysEarlier` days earlier. */
export function lastDays(count: number, daysEarlier = 0): DayRange {
  const to = dataEnd.getTime() - daysEarlier * DAY_MS;

  return { from: new Date(to - count * DAY_MS).toISOString(), to: new Date(to).toISOString() };
}
