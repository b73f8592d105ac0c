/** In milliseconds. */
export const day = 24 * 3_600_000;

/** A half-open range of whole days in UTC, as ISO 8601. */
export interface DayRange {
  from: string;
  to: string;
}

/** The moment at which the sample's year ends, and at which every question is asked: the same at every run. */
export const until = new Date("2026-07-01T00:00:00.000Z");

/** So many days before a moment, which is so many days before the end. */
export function lastDays(count: number, before = 0): DayRange {
  const to = until.getTime() - before * day;

  return { from: new Date(to - count * day).toISOString(), to: new Date(to).toISOString() };
}
