import type { Temporal } from "temporal-polyfill";
import type { Range } from "./range.ts";
import { ValidationError } from "../errors.ts";

export const intervals = ["day", "week", "month", "quarter"] as const;
export type Interval = (typeof intervals)[number];
export type WeekStart = "monday" | "sunday";

export interface Bucket extends Range {
  /** `2026-03-03T14:00+01:00` for an hour, `2026-03-03` for a day and for the first day of a week, `2026-03` for a month, `2026-Q1` for a quarter. */
  label: string;
  /** Whether the unit has not ended, or the range begins or ends within it. Averages leave it out. */
  incomplete: boolean;
}

const MAX_BUCKETS = 1_200;

/** A day of 23 or 25 hours is one bucket. @throws {ValidationError} if there are more than 1,200 buckets. */
export function cutIntoBuckets(range: Range, interval: Interval, weekStart: WeekStart, now: Date): Bucket[] {
  const buckets: Bucket[] = [];
  if (!isBefore(range.from, range.to)) return buckets;
  let start = getStart(range.from, interval, weekStart);

  while (isBefore(start, range.to)) {
    const end = getNextStart(start, interval);
    buckets.push({
      label: getLabel(start, interval),
      from: isBefore(start, range.from) ? range.from : start,
      to: isBefore(range.to, end) ? range.to : end,
      incomplete:
        end.epochMilliseconds > now.getTime() || isBefore(start, range.from) || isBefore(range.to, end),
    });
    if (buckets.length > MAX_BUCKETS) {
      throw new ValidationError(
        null,
        `The range has more than ${MAX_BUCKETS} ${interval}s. Choose a shorter range or a longer interval.`,
      );
    }
    start = end;
  }

  return buckets;
}

function getStart(
  time: Temporal.ZonedDateTime,
  interval: Interval,
  weekStart: WeekStart,
): Temporal.ZonedDateTime {
  const day = time.toPlainDate();

  switch (interval) {
    case "day":
      return getMidnight(day, time.timeZoneId);
    case "week": {
      const sinceWeekStart = weekStart === "monday" ? day.dayOfWeek - 1 : day.dayOfWeek % 7;
      return getMidnight(day.subtract({ days: sinceWeekStart }), time.timeZoneId);
    }
    case "month":
      return getMidnight(day.with({ day: 1 }), time.timeZoneId);
    case "quarter":
      return getMidnight(day.with({ day: 1, month: day.month - ((day.month - 1) % 3) }), time.timeZoneId);
  }
}

const INTERVAL_LENGTHS = {
  day: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
  quarter: { months: 3 },
};

/** Adds to the date, not the time: where the clocks skip midnight, the next day starts later. */
function getNextStart(start: Temporal.ZonedDateTime, interval: Interval): Temporal.ZonedDateTime {
  return getMidnight(start.toPlainDate().add(INTERVAL_LENGTHS[interval]), start.timeZoneId);
}

function getMidnight(day: Temporal.PlainDate, timeZone: string): Temporal.ZonedDateTime {
  return day.toZonedDateTime(timeZone);
}

function getLabel(start: Temporal.ZonedDateTime, interval: Interval): string {
  const date = start.toPlainDate().toString();

  switch (interval) {
    case "day":
    case "week":
      return date;
    case "month":
      return date.slice(0, 7);
    case "quarter":
      return `${date.slice(0, 4)}-Q${Math.ceil(start.month / 3)}`;
  }
}

/** `2026-03-03T14:00+01:00`. With the offset, because a clock change repeats an hour. */
export function getHourLabel(start: Temporal.ZonedDateTime): string {
  return start.toString({ smallestUnit: "minute", timeZoneName: "never" });
}

function isBefore(a: Temporal.ZonedDateTime, b: Temporal.ZonedDateTime): boolean {
  return a.epochMilliseconds < b.epochMilliseconds;
}
