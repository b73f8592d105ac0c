import { formatCount } from "../format/format-count.ts";
import { formatDays } from "../format/format-days.ts";
import { addDays } from "../format/plain-date.ts";
import { countDays } from "../ui/range/date-range.ts";

/** The days that a number is compared with, both included. */
export interface ComparedDays {
  first: string;
  last: string;
}

/** As many days as the range has, just before it. `to` is exclusive. */
export function getPreviousDays(range: { from: string; to: string }): ComparedDays {
  return { first: addDays(range.from, -countDays(range)), last: addDays(range.from, -1) };
}

/** Where the stored history begins, and the current date, in the panel's time zone. */
export interface HistoryDates {
  /** Null without data. */
  start: string | null;
  today: string;
}

/**
 * The text under a number: `vs 28 Sep–27 Oct: 1,204`. A comparison with days before the history began says nothing, so
 * it is left out: `hasComparison` is false then, and the text is `No data before 26 Nov 2025`.
 *
 * @param previous null if it is unknown.
 */
export function describeComparison(
  { first, last }: ComparedDays,
  { start, today }: HistoryDates,
  previous: number | null,
): { comparedTo: string; hasComparison: boolean } {
  if (start !== null && start > first)
    return { comparedTo: `No data before ${formatDays(start, start, today)}`, hasComparison: false };

  const value = previous === null ? "—" : formatCount(previous);
  return { comparedTo: `vs ${formatDays(first, last, today)}: ${value}`, hasComparison: true };
}
