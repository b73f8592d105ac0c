import { formatCount } from "../format/format-count.ts";
import { formatDays } from "../format/format-days.ts";
import { addDays } from "../format/plain-date.ts";
import { countDays } from "../ui/range/date-range.ts";

/** The days that a number is compared with, both included. */
export interface ComparedDays {
  first: string;
  last: string;
  /** The end of the range that is compared, exclusive. While it is running, only the same part of these days is counted. */
  comparedUntil?: string;
}

/** As many days as the range has, just before it. `to` is exclusive. */
export function getPreviousDays(range: { from: string; to: string }): ComparedDays {
  return {
    first: addDays(range.from, -countDays(range)),
    last: addDays(range.from, -1),
    comparedUntil: range.to,
  };
}

/** Where the stored history begins, and the current date, in the panel's time zone. */
export interface HistoryDates {
  /** Null without data. */
  start: string | null;
  today: string;
}

/**
 * The text under a number: `vs 28 Sep–27 Oct: 1,204`, or `vs 28 Sep–27 Oct by this time: 1,180` while the range is running. A
 * comparison with days before the history began is left out: `hasComparison` is false then, and the text is
 * `No data before 26 Nov 2025`.
 *
 * @param previous null if it is unknown.
 */
export function describeComparison(
  { first, last, comparedUntil }: ComparedDays,
  { start, today }: HistoryDates,
  previous: number | null,
): { comparedTo: string; hasComparison: boolean } {
  if (start !== null && start > first)
    return { comparedTo: `No data before ${formatDays(start, start, today)}`, hasComparison: false };

  const isRunning = comparedUntil !== undefined && last < today && today < comparedUntil;
  const days = `${formatDays(first, last, today)}${isRunning ? " by this time" : ""}`;
  return {
    comparedTo: `vs ${days}: ${previous === null ? "—" : formatCount(previous)}`,
    hasComparison: true,
  };
}
