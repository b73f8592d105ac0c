import { Temporal } from "temporal-polyfill";
import type { Range } from "./range.ts";

export const periods = ["day", "week", "month", "quarter", "year"] as const;
export type Period = (typeof periods)[number];

/** What a range is compared with. */
export interface PreviousRange {
  /** The time before the range; of a range that is still running, only as much of it as has passed by now. */
  comparable: Range;
  /** All of the time before the range. */
  full: Range;
}

/**
 * The same length just before a range. A range of whole days is preceded by as many days; any other by as many
 * milliseconds. With a period it is the calendar units before: March is preceded by all of February.
 */
export function previousRange(range: Range, now: Date, period?: Period): PreviousRange {
  const start = period ? unitsBefore(range, period) : lengthBefore(range);
  const full = { from: start, to: range.from };
  const running = range.from.epochMilliseconds < now.getTime() && now.getTime() < range.to.epochMilliseconds;
  if (!running) return { comparable: full, full };

  const present = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(
    range.from.timeZoneId,
  );
  const elapsed = range.from.until(present, { largestUnit: "days" });
  const reached = start.add(elapsed);

  // The 30th of March has no counterpart in February: compare with all of February then.
  return { comparable: { from: start, to: earlier(reached, range.from) }, full };
}

function lengthBefore({ from, to }: Range): Temporal.ZonedDateTime {
  if (isMidnight(from) && isMidnight(to)) {
    return from.subtract({ days: from.toPlainDate().until(to.toPlainDate()).days });
  }

  return from.subtract({ milliseconds: to.epochMilliseconds - from.epochMilliseconds });
}

const units = { day: "days", week: "weeks", month: "months", quarter: "months", year: "years" } as const;
const lengths = { day: 1, week: 1, month: 1, quarter: 3, year: 1 };

function unitsBefore({ from, to }: Range, period: Period): Temporal.ZonedDateTime {
  const unit = units[period];
  const covered = from.until(to, { largestUnit: unit }).total({ unit, relativeTo: from });
  const count = Math.max(1, Math.ceil(covered / lengths[period]));

  return from.subtract({ [unit]: count * lengths[period] });
}

function isMidnight(time: Temporal.ZonedDateTime): boolean {
  return time.epochMilliseconds === time.startOfDay().epochMilliseconds;
}

function earlier(a: Temporal.ZonedDateTime, b: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return a.epochMilliseconds < b.epochMilliseconds ? a : b;
}
