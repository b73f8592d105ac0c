import { Temporal } from "temporal-polyfill";
import { ValidationError } from "../errors.ts";
import { MAX_YEAR, MIN_YEAR, parseTime } from "./parse-time.ts";

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

/** @throws {ValidationError} if a time or the time zone is invalid, or `from` is after `to`. */
export function readRange({ from, to, timeZone }: RangeInput): Range {
  assertTimeZone(timeZone);
  const range = { from: readTime("from", from, timeZone), to: readTime("to", to, timeZone) };
  if (Temporal.ZonedDateTime.compare(range.from, range.to) > 0) {
    throw new ValidationError(null, `"from" (${from}) is after "to" (${to}).`);
  }

  return range;
}

/** A time, or the start of a day in the zone, as ISO 8601 in UTC. @throws {ValidationError} if either is invalid. */
export function readInstant(field: string, text: string, timeZone: string): string {
  assertTimeZone(timeZone);

  return toIsoInstant(readTime(field, text, timeZone));
}

/** ISO 8601 in UTC with milliseconds. */
export function toIsoInstant(time: Temporal.ZonedDateTime): string {
  return new Date(time.epochMilliseconds).toISOString();
}

function readTime(field: string, text: string, timeZone: string): Temporal.ZonedDateTime {
  const parsed = parseTime(text, timeZone);
  if (!parsed) {
    throw new ValidationError(
      null,
      `"${field}" must be a date like 2026-03-03 or a time like 2026-03-03T10:00:00Z in the years ${MIN_YEAR} to ${MAX_YEAR}, not "${text}".`,
    );
  }

  return Temporal.Instant.fromEpochMilliseconds(parsed.ms).toZonedDateTimeISO(timeZone);
}

/** @throws {ValidationError} if it is not an IANA time zone. */
export function assertTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    throw new ValidationError(
      null,
      `"${timeZone}" is not a time zone. Use an IANA name, like Europe/Berlin or UTC.`,
    );
  }
}
