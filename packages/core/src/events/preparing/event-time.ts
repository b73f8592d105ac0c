import { ValidationError } from "../../errors.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const earliest = Date.UTC(1970, 0, 1);

/** What the clocks said: the sender's when it happened and when it sent, ours when it arrived. */
export interface ClaimedTime {
  timestamp?: Date | string;
  sentAt?: Date | string;
  receivedAt: Date;
}

/**
 * When an event happened. A sender that also says when it sent is corrected by the difference to our clock; nothing
 * happens more than a minute in the future.
 *
 * @returns the time, and sentences about what was adjusted or looks wrong.
 * @throws {ValidationError} when a time cannot be read.
 */
export function occurredAt({ timestamp, sentAt, receivedAt }: ClaimedTime): {
  time: Date;
  warnings: string[];
} {
  if (timestamp === undefined) return { time: receivedAt, warnings: [] };

  const claimed = parseTime("timestamp", timestamp);
  const skew = sentAt === undefined ? 0 : receivedAt.getTime() - parseTime("sentAt", sentAt);
  const corrected = claimed + skew;
  const latest = receivedAt.getTime() + minute;
  if (corrected < earliest)
    throw new ValidationError("timestamp", "lies before 1970 once it is corrected by sentAt");

  if (corrected > latest) {
    return {
      time: new Date(latest),
      warnings: ["The timestamp lies in the future; it was set to a minute from now."],
    };
  }
  if (corrected < receivedAt.getTime() - 30 * day) {
    return { time: new Date(corrected), warnings: ["The timestamp is more than 30 days old."] };
  }

  return { time: new Date(corrected), warnings: [] };
}

function parseTime(path: string, value: Date | string): number {
  const time = new Date(value).getTime();
  if (Number.isNaN(time) || time < earliest) {
    throw new ValidationError(path, "must be a time since 1970 in ISO 8601, like 2026-03-03T10:00:00.000Z");
  }

  return time;
}
