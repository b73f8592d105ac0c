import { Temporal } from "temporal-polyfill";
import { ValidationError } from "../errors.ts";

/** A half-open stretch of time: `from` belongs to it, `to` does not. Both in the zone in which days begin. */
export interface Range {
  from: Temporal.ZonedDateTime;
  to: Temporal.ZonedDateTime;
}

export interface RangeInput {
  /** ISO 8601, or `YYYY-MM-DD` for the midnight in which that day begins. */
  from: string;
  /** As `from`; not part of the range. */
  to: string;
  /** IANA name, like `Europe/Berlin`. */
  timeZone: string;
}

/** @throws {ValidationError} when a time or the zone cannot be read, a year is out of 1970–2199, or the range ends before it starts. */
export function readRange({ from, to, timeZone }: RangeInput): Range {
  assertTimeZone(timeZone);
  const range = { from: readTime("from", from, timeZone), to: readTime("to", to, timeZone) };

  for (const [field, time] of Object.entries(range)) {
    if (time.year < earliestYear || time.year > latestYear) {
      throw new ValidationError(
        null,
        `"${field}" must lie between the years ${earliestYear} and ${latestYear}.`,
      );
    }
  }
  if (Temporal.ZonedDateTime.compare(range.from, range.to) > 0) {
    throw new ValidationError(null, `"from" (${from}) lies after "to" (${to}).`);
  }

  return range;
}

/**
 * The instant of a time, or of the midnight in which a day begins in the zone, as ISO 8601 in UTC.
 *
 * @throws {ValidationError} when the time or the zone cannot be read.
 */
export function readInstant(field: string, text: string, timeZone: string): string {
  assertTimeZone(timeZone);

  return isoInstant(readTime(field, text, timeZone));
}

/** An instant as PostgreSQL and JSON take it: ISO 8601 in UTC with milliseconds. */
export function isoInstant(time: Temporal.ZonedDateTime): string {
  return new Date(time.epochMilliseconds).toISOString();
}

/** No event is older, and a longer range would only make more empty days to look at. */
const earliestYear = 1970;
const latestYear = 2199;

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;
const withOffset = /(Z|[+-]\d{2}(:?\d{2})?)$/i;

function readTime(field: string, text: string, timeZone: string): Temporal.ZonedDateTime {
  try {
    if (dateOnly.test(text)) return Temporal.PlainDate.from(text).toZonedDateTime(timeZone);
    if (withOffset.test(text)) return Temporal.Instant.from(text).toZonedDateTimeISO(timeZone);

    return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone);
  } catch {
    throw new ValidationError(
      null,
      `"${field}" must be a date like 2026-03-03 or a time like 2026-03-03T10:00:00Z, not "${text}".`,
    );
  }
}

function assertTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    throw new ValidationError(
      null,
      `"${timeZone}" is no time zone. Use an IANA name, like Europe/Berlin or UTC.`,
    );
  }
}
