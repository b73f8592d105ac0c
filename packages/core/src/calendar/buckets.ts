import type { Temporal } from "temporal-polyfill";
import type { Range } from "./range.ts";
import { ValidationError } from "../errors.ts";

export const intervals = ["day", "week", "month", "quarter"] as const;
export type Interval = (typeof intervals)[number];
export type WeekStart = "monday" | "sunday";

/** One calendar unit of a series, cut to the range it belongs to. */
export interface Bucket extends Range {
  /** `2026-03-03` for a day and for the day a week begins on, `2026-03` for a month, `2026-Q1` for a quarter. */
  label: string;
  /** Whether the unit has not ended yet, so that its number may still grow. */
  incomplete: boolean;
}

const mostBuckets = 1_200;

/**
 * Cuts a range by the calendar of its zone: a day with 23 or 25 hours is one bucket like any other.
 *
 * @throws {ValidationError} when that makes more than 1,200 buckets.
 */
export function cutIntoBuckets(range: Range, interval: Interval, weekStart: WeekStart, now: Date): Bucket[] {
  const buckets: Bucket[] = [];
  if (!isBefore(range.from, range.to)) return buckets;
  let start = startOf(range.from, interval, weekStart);

  while (isBefore(start, range.to)) {
    const end = startOfNext(start, interval);
    buckets.push({
      label: labelOf(start, interval),
      from: isBefore(start, range.from) ? range.from : start,
      to: isBefore(range.to, end) ? range.to : end,
      incomplete: end.epochMilliseconds > now.getTime(),
    });
    if (buckets.length > mostBuckets) {
      throw new ValidationError(
        null,
        `That range has more than ${mostBuckets} ${interval}s; choose a shorter range or a longer interval.`,
      );
    }
    start = end;
  }

  return buckets;
}

/** The first moment of the calendar unit that a time lies in. */
function startOf(
  time: Temporal.ZonedDateTime,
  interval: Interval,
  weekStart: WeekStart,
): Temporal.ZonedDateTime {
  const day = time.toPlainDate();

  switch (interval) {
    case "day":
      return midnight(day, time.timeZoneId);
    case "week": {
      const sinceWeekStart = weekStart === "monday" ? day.dayOfWeek - 1 : day.dayOfWeek % 7;
      return midnight(day.subtract({ days: sinceWeekStart }), time.timeZoneId);
    }
    case "month":
      return midnight(day.with({ day: 1 }), time.timeZoneId);
    case "quarter":
      return midnight(day.with({ day: 1, month: day.month - ((day.month - 1) % 3) }), time.timeZoneId);
  }
}

const lengths = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 }, quarter: { months: 3 } };

/** By the date, not the clock: a zone may skip a midnight, and its next day begins at one. */
function startOfNext(start: Temporal.ZonedDateTime, interval: Interval): Temporal.ZonedDateTime {
  return midnight(start.toPlainDate().add(lengths[interval]), start.timeZoneId);
}

function midnight(day: Temporal.PlainDate, timeZone: string): Temporal.ZonedDateTime {
  return day.toZonedDateTime(timeZone);
}

function labelOf(start: Temporal.ZonedDateTime, interval: Interval): string {
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

function isBefore(a: Temporal.ZonedDateTime, b: Temporal.ZonedDateTime): boolean {
  return a.epochMilliseconds < b.epochMilliseconds;
}
