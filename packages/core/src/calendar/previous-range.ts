import { Temporal } from "temporal-polyfill";
import type { Range } from "./range.ts";

export const periods = ["day", "week", "month", "quarter", "year"] as const;
export type Period = (typeof periods)[number];

export interface PreviousRange {
  /** The part to compare: all of it, or for a running range the same elapsed part. */
  comparable: Range;
  full: Range;
}

/** Just before a range: as many days, or milliseconds. With a period whole calendar units: before March all of February. */
export function getPreviousRange(range: Range, now: Date, period?: Period): PreviousRange {
  const start = period ? subtractUnits(range, period) : subtractLength(range);
  const full = { from: start, to: range.from };
  const isRunning =
    range.from.epochMilliseconds < now.getTime() && now.getTime() < range.to.epochMilliseconds;
  if (!isRunning) return { comparable: full, full };

  const present = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(
    range.from.timeZoneId,
  );
  const elapsed = range.from.until(present, { largestUnit: "days" });
  const reached = start.add(elapsed);

  // March 30 has no counterpart in February and is compared with all of it.
  return { comparable: { from: start, to: getEarlier(reached, range.from) }, full };
}

function subtractLength({ from, to }: Range): Temporal.ZonedDateTime {
  if (isMidnight(from) && isMidnight(to)) {
    return from.subtract({ days: from.toPlainDate().until(to.toPlainDate()).days });
  }

  return from.subtract({ milliseconds: to.epochMilliseconds - from.epochMilliseconds });
}

const PERIOD_UNITS = {
  day: "days",
  week: "weeks",
  month: "months",
  quarter: "months",
  year: "years",
} as const;
const PERIOD_LENGTHS = { day: 1, week: 1, month: 1, quarter: 3, year: 1 };

function subtractUnits({ from, to }: Range, period: Period): Temporal.ZonedDateTime {
  const unit = PERIOD_UNITS[period];
  const covered = from.until(to, { largestUnit: unit }).total({ unit, relativeTo: from });
  const count = Math.max(1, Math.ceil(covered / PERIOD_LENGTHS[period]));

  return from.subtract({ [unit]: count * PERIOD_LENGTHS[period] });
}

function isMidnight(time: Temporal.ZonedDateTime): boolean {
  return time.epochMilliseconds === time.startOfDay().epochMilliseconds;
}

function getEarlier(a: Temporal.ZonedDateTime, b: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return a.epochMilliseconds < b.epochMilliseconds ? a : b;
}
