import { isStorableTime, parseTime } from "../calendar/index.ts";

/** Milliseconds per unit, by the number of digits that a time since 1973 has in it. */
const EPOCH_UNITS: Readonly<Record<number, number>> = {
  9: 1_000,
  10: 1_000,
  12: 1,
  13: 1,
  15: 1e-3,
  16: 1e-3,
  18: 1e-6,
  19: 1e-6,
};

/**
 * Parses a time of a file: ISO 8601 with `T` or a space; seconds, milliseconds, microseconds or nanoseconds since 1970; and
 * the forms of database exports, `2025-03-01 10:00:00 UTC`, `… +0000 UTC` and `… Europe/Berlin`. A time without an offset is
 * in `timeZone`. Null if it is none of these, or not in the years 1970 to 2199.
 */
export function parseFileTime(value: unknown, timeZone: string): Date | null {
  const text = toText(value);
  const epoch = parseEpoch(text);
  if (epoch !== null) return isStorableTime(epoch) ? new Date(epoch) : null;

  const split = splitZone(text);
  const parsed = split && parseTime(split.time, split.zone ?? timeZone);
  return parsed && new Date(parsed.ms);
}

function toText(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();

  return typeof value === "string" || typeof value === "number" || typeof value === "bigint"
    ? String(value).trim()
    : "";
}

function parseEpoch(text: string): number | null {
  const [, whole = "", fraction = ""] = /^(\d{9,19})(\.\d+)?$/.exec(text) ?? [];
  const unit = EPOCH_UNITS[whole.length];
  if (unit === undefined) return null;

  // Whole and fraction apart: a double cannot hold nanoseconds, and seconds with a fraction are rounded only once.
  return Math.floor(Number(whole) * unit) + Math.round(Number(fraction || 0) * unit);
}

const DATE_AND_CLOCK =
  /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)?(?:\s+([A-Za-z][\w/+-]*))?$/i;

/** Takes the name of a zone off the end; null if it is none. `+0000 UTC`, as Go writes it, names its offset twice. */
function splitZone(text: string): { time: string; zone: string | null } | null {
  const [, time, offset, name] = DATE_AND_CLOCK.exec(text) ?? [];
  if (time === undefined || (offset === undefined && name === undefined)) return { time: text, zone: null };
  if (offset !== undefined) return isNamedOffset(name) ? { time: time + offset, zone: null } : null;
  const zone = name !== undefined && /^(UTC|GMT)$/i.test(name) ? "UTC" : name;

  return zone !== undefined && isTimeZone(zone) ? { time, zone } : null;
}

/** Whether a name may follow an offset: none, or a few letters such as `UTC` or `CEST`. */
function isNamedOffset(name: string | undefined): boolean {
  return name === undefined || /^[A-Z]{3,5}$/.test(name);
}

/** UTC, or a name with a region: an abbreviation like CST means several zones. */
function isTimeZone(zone: string): boolean {
  if (zone !== "UTC" && !zone.includes("/")) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}
