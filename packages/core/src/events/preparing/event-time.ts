import { isStorableTime, MAX_YEAR, MIN_YEAR, parseTime } from "../../calendar/index.ts";
import { ValidationError } from "../../errors.ts";

const MINUTE_MS = 60_000;
const OLD_EVENT_MS = 30 * 24 * 60 * MINUTE_MS;
/** What a network explains: a smaller difference between sending and arrival is not a wrong clock. */
export const MAX_TRANSIT_MS = MINUTE_MS;
const MAX_FUTURE_MS = MAX_TRANSIT_MS;

export interface ClaimedTime {
  /** When it happened, by the sender's clock. */
  timestamp?: Date | string;
  /** When it was sent, by the sender's clock. */
  sentAt?: Date | string;
  /** When it arrived, by this server's clock. */
  receivedAt: Date;
  /** IANA zone of times without an offset. */
  timeZone: string;
}

export interface EventTime {
  time: Date;
  /** For the sender. */
  warnings: string[];
}

/**
 * When an event happened: by the sender's clock, corrected if that is off by more than a network explains, and at most a
 * minute in the future, which is what an uncorrected clock can be ahead.
 *
 * @throws {ValidationError} if a time is not valid.
 */
export function resolveEventTime({ timestamp, sentAt, receivedAt, timeZone }: ClaimedTime): EventTime {
  const sent = sentAt === undefined ? null : readTime("sentAt", sentAt, timeZone);
  if (timestamp === undefined) return { time: receivedAt, warnings: [] };

  const claimed = readTime("timestamp", timestamp, timeZone);
  const corrected = claimed.ms + (sent ? getClockError(receivedAt.getTime() - sent.ms) : 0);
  if (corrected < 0)
    throw new ValidationError("timestamp", "is before 1970 after its correction by sentAt; check both times");

  const { warnings } = claimed;
  const latest = receivedAt.getTime() + MAX_FUTURE_MS;
  if (corrected > latest) {
    return {
      time: new Date(latest),
      warnings: [...warnings, "The timestamp is in the future. It was set to one minute from now."],
    };
  }
  if (corrected < receivedAt.getTime() - OLD_EVENT_MS) {
    return {
      time: new Date(corrected),
      warnings: [...warnings, "The timestamp is more than 30 days old."],
    };
  }

  return { time: new Date(corrected), warnings };
}

/** A small difference is the way of the request: correcting it would move events of one device past each other. */
function getClockError(difference: number): number {
  return Math.abs(difference) <= MAX_TRANSIT_MS ? 0 : difference;
}

function readTime(path: string, value: Date | string, timeZone: string): { ms: number; warnings: string[] } {
  // JavaScript callers may pass anything.
  if (value instanceof Date && isStorableTime(value.getTime())) return { ms: value.getTime(), warnings: [] };
  const parsed = typeof value === "string" ? parseTime(value, timeZone) : null;
  if (!parsed) {
    throw new ValidationError(
      path,
      `must be an ISO 8601 time in the years ${MIN_YEAR} to ${MAX_YEAR}, like 2026-03-03T10:00:00.000Z`,
    );
  }
  if (!parsed.clockChange) return { ms: parsed.ms, warnings: [] };

  const problem =
    parsed.clockChange === "skipped"
      ? "does not exist because the clocks go forward then; it was moved forward as well"
      : "happens twice because the clocks go back then; the first time was used";
  return {
    ms: parsed.ms,
    warnings: [
      `${path}: ${JSON.stringify(value)} in ${timeZone} ${problem}. Send times with an offset, like Z.`,
    ],
  };
}
