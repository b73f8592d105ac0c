import { Temporal } from "temporal-polyfill";
import { ValidationError } from "../errors.ts";

/** A half-open range, `[from, to)`. Both ends carry the time zone that defines its days. */
export interface Range {
  from: Temporal.ZonedDateTime;
  to: Temporal.ZonedDateTime;
}

export interface RangeInput {
  /** ISO 8601, or `YYYY-MM-DD` for the start of that day; inclusive. */
  from: string;
  /** ISO 8601 or `YYYY-MM-DD`; exclusive. */
  to: string;
  /** IANA name, like `Europe/Berlin`. */
  timeZone: string;
}

/**
 * Parses a range.
 *
 * @throws {ValidationError} if a time or the time zone is invalid, a year is not in 1970–2199, or `from` is after `to`.
 */
export function readRange({ from, to, timeZone }: RangeInput): Range {
  assertTimeZone(timeZone);
  const range = { from: parseTime("from", from, timeZone), to: parseTime("to", to, timeZone) };

  for (const [field, time] of Object.entries(range)) {
    if (time.year < MIN_YEAR || time.year > MAX_YEAR) {
      throw new ValidationError(null, `"${field}" must be in the years ${MIN_YEAR} to ${MAX_YEAR}.`);
    }
  }
  if (Temporal.ZonedDateTime.compare(range.from, range.to) > 0) {
    throw new ValidationError(null, `"from" (${from}) is after "to" (${to}).`);
  }

  return range;
}

/**
 * Parses a time, or the start of a day in the time zone, and returns it as ISO 8601 in UTC.
 *
 * @throws {ValidationError} if the time or the time zone is invalid.
 */
export function readInstant(field: string, text: string, timeZone: string): string {
  assertTimeZone(timeZone);

  return toIsoInstant(parseTime(field, text, timeZone));
}

/** ISO 8601 in UTC with milliseconds. */
export function toIsoInstant(time: Temporal.ZonedDateTime): string {
  return new Date(time.epochMilliseconds).toISOString();
}

/** No event is older, and longer ranges only add empty days. */
const MIN_YEAR = 1970;
const MAX_YEAR = 2199;

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const WITH_OFFSET = /(Z|[+-]\d{2}(:?\d{2})?)$/i;

function parseTime(field: string, text: string, timeZone: string): Temporal.ZonedDateTime {
  try {
    if (DATE_ONLY.test(text)) return Temporal.PlainDate.from(text).toZonedDateTime(timeZone);
    if (WITH_OFFSET.test(text)) return Temporal.Instant.from(text).toZonedDateTimeISO(timeZone);

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
      `"${timeZone}" is not a time zone. Use an IANA name, like Europe/Berlin or UTC.`,
    );
  }
}
