import { Temporal } from "temporal-polyfill";

/** No event is older, and longer ranges only add empty days. */
export const MIN_YEAR = 1970;
export const MAX_YEAR = 2199;

const MIN_MS = Date.UTC(MIN_YEAR, 0, 1);
const END_MS = Date.UTC(MAX_YEAR + 1, 0, 1);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Why a time without an offset does not name exactly one instant of its time zone. */
type ClockChange = "skipped" | "repeated";

export interface ParsedTime {
  /** Milliseconds since 1970. */
  ms: number;
  /**
   * `skipped`: the clocks jumped over this local time; it is read as that much later. `repeated`: it happened twice; the
   * first time is meant. Null for every other time.
   */
  clockChange: ClockChange | null;
}

const TIME_PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9})\d*)?)?(?:([Zz])|([+-])(\d{2})(?::?(\d{2}))?)?)?$/;

/**
 * The only parser of times: ISO 8601 in its extended form, with `T` or a space, and a date alone for the start of that day.
 * Without an offset a time is local to `timeZone`, never to the machine. Digits after the millisecond are cut off.
 *
 * Null for anything else: days and hours that do not exist, 24:00, years outside of 1970 to 2199. A leap second (23:59:60 UTC
 * at the end of a month) is the last millisecond of its minute.
 */
export function parseTime(text: string, timeZone: string): ParsedTime | null {
  const match = TIME_PATTERN.exec(text);
  if (!match) return null;

  const [, year, month, day, hour, minute, second, fraction, zulu, sign, offsetHour, offsetMinute] = match;
  const local = toUtc(Number(year), Number(month), Number(day));
  if (local === null) return null;
  if (hour === undefined) return inRange(startOfDay(local, timeZone));

  const isLeapSecond = second === "60";
  const clock = toMilliseconds(hour, minute, isLeapSecond ? "59" : second, isLeapSecond ? "999" : fraction);
  if (clock === null) return null;
  const isLocal = zulu === undefined && sign === undefined;
  const parsed = isLocal
    ? inTimeZone(local + clock, timeZone)
    : withOffset(local + clock, sign, offsetHour, offsetMinute);

  return parsed && isLeapSecond && !isEndOfMonth(parsed.ms + 1) ? null : inRange(parsed);
}

/** Whether a text is a time as this server writes it: `2026-03-03T10:00:00.000Z`, in the years that it stores. */
export function isIsoInstant(text: string): boolean {
  const parsed = parseTime(text, "UTC");

  return parsed !== null && new Date(parsed.ms).toISOString() === text;
}

/** Whether milliseconds since 1970 are in the years that can be stored. False for NaN. */
export function isStorableTime(ms: number): boolean {
  return ms >= MIN_MS && ms < END_MS;
}

function inRange(parsed: ParsedTime | null): ParsedTime | null {
  return parsed && isStorableTime(parsed.ms) ? parsed : null;
}

/** Midnight as if the date were UTC; null if there is no such day. */
function toUtc(year: number, month: number, day: number): number | null {
  if (year < MIN_YEAR - 1 || month < 1 || month > 12 || day < 1) return null;
  const ms = Date.UTC(year, month - 1, day);

  return new Date(ms).getUTCDate() === day ? ms : null;
}

function toMilliseconds(hour = "0", minute = "0", second = "0", fraction = ""): number | null {
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;

  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
}

function withOffset(local: number, sign: string | undefined, hour = "0", minute = "0"): ParsedTime | null {
  const [hours, minutes] = [Number(hour), Number(minute)];
  if (hours > 23 || minutes > 59) return null;
  const offset = (hours * 60 + minutes) * MINUTE_MS;

  return { ms: sign === "-" ? local + offset : local - offset, clockChange: null };
}

function inTimeZone(local: number, timeZone: string): ParsedTime {
  const offset = getOffsetAround(Math.floor(local / DAY_MS), timeZone);
  if (offset !== null) return { ms: local - offset, clockChange: null };

  const plain = toPlainDateTime(local);
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) =>
    plain.toZonedDateTime(timeZone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  if (earlier.epochMilliseconds === later.epochMilliseconds)
    return { ms: earlier.epochMilliseconds, clockChange: null };

  return earlier.toPlainDateTime().equals(plain)
    ? { ms: earlier.epochMilliseconds, clockChange: "repeated" }
    : { ms: later.epochMilliseconds, clockChange: "skipped" };
}

const offsets = new Map<string, number | null>();
const MAX_REMEMBERED_DAYS = 1_000;

/** The offset of a time zone in milliseconds on a local day and the days next to it; null if the clocks change there. */
function getOffsetAround(day: number, timeZone: string): number | null {
  if (timeZone === "UTC") return 0;
  const key = `${day} ${timeZone}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;

  const around = [-1, 0, 1, 2].map((days) => getOffset((day + days) * DAY_MS, timeZone));
  const offset = around.every((each) => each === around[0]) ? (around[0] ?? null) : null;
  if (offsets.size >= MAX_REMEMBERED_DAYS) offsets.clear();
  offsets.set(key, offset);

  return offset;
}

function getOffset(ms: number, timeZone: string): number {
  return (
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1_000_000
  );
}

/** The first instant of a day, which is not midnight where the clocks skip it. */
function startOfDay(local: number, timeZone: string): ParsedTime {
  const ms =
    timeZone === "UTC"
      ? local
      : toPlainDateTime(local).toPlainDate().toZonedDateTime(timeZone).epochMilliseconds;

  return { ms, clockChange: null };
}

function toPlainDateTime(local: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO("UTC").toPlainDateTime();
}

/** Leap seconds are only ever inserted there. */
function isEndOfMonth(ms: number): boolean {
  const next = new Date(ms);

  return next.getUTCDate() === 1 && ms % DAY_MS === 0;
}
