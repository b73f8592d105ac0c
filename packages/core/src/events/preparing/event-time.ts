import { ValidationError } from "../../errors.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MIN_TIME = Date.UTC(1970, 0, 1);

export interface ClaimedTime {
  /** When it happened, by the sender's clock. */
  timestamp?: Date | string;
  /** When it was sent, by the sender's clock. */
  sentAt?: Date | string;
  /** When it arrived, by this server's clock. */
  receivedAt: Date;
}

/**
 * When an event happened. Corrects the sender's clock by its difference to this server's clock if `sentAt` is given, and
 * limits the time to one minute in the future.
 *
 * @returns the time and warnings for the sender.
 * @throws {ValidationError} if a time is not valid.
 */
export function resolveEventTime({ timestamp, sentAt, receivedAt }: ClaimedTime): {
  time: Date;
  warnings: string[];
} {
  if (timestamp === undefined) return { time: receivedAt, warnings: [] };

  const claimed = parseTime("timestamp", timestamp);
  const skew = sentAt === undefined ? 0 : receivedAt.getTime() - parseTime("sentAt", sentAt);
  const corrected = claimed + skew;
  const latest = receivedAt.getTime() + MINUTE_MS;
  if (corrected < MIN_TIME)
    throw new ValidationError("timestamp", "is before 1970 after its correction by sentAt; check both times");

  if (corrected > latest) {
    return {
      time: new Date(latest),
      warnings: ["The timestamp is in the future. It was set to one minute from now."],
    };
  }
  if (corrected < receivedAt.getTime() - 30 * DAY_MS) {
    return { time: new Date(corrected), warnings: ["The timestamp is more than 30 days old."] };
  }

  return { time: new Date(corrected), warnings: [] };
}

function parseTime(path: string, value: Date | string): number {
  const time = new Date(value).getTime();
  if (Number.isNaN(time) || time < MIN_TIME) {
    throw new ValidationError(path, "must be an ISO 8601 time since 1970, like 2026-03-03T10:00:00.000Z");
  }

  return time;
}
