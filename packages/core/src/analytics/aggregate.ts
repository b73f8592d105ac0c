import type { Period } from "../calendar/index.ts";
import { previousRange } from "../calendar/index.ts";
import { countBetween } from "./counting/count-between.ts";
import { percentageChange } from "./counting/percentage-change.ts";
import { rangeOf } from "./counting/range-of.ts";
import type { RangeQuestion, Source } from "./source.ts";

export interface AggregateQuestion extends RangeQuestion {
  /** A name, `post.*` or `*`. */
  name: string;
  /** Compare by calendar units instead of by length: March with all of February. */
  period?: Period;
}

export interface Aggregate {
  /** Events in the range. */
  current: number;
  /** Events in the range before it; of a range still running, in the part that had passed by now. */
  previous: number;
  /** Events in all of the range before it. */
  previousFull: number;
  /** A fraction of `previous`; null when there is nothing to compare with. */
  change: number | null;
  /** Whether there were none before and some now. */
  isNew: boolean;
}

/** Counts events in a range and in the one of the same length just before. */
export async function aggregate(source: Source, question: AggregateQuestion): Promise<Aggregate> {
  const range = rangeOf(source, question);
  const before = previousRange(range, source.now, question.period);

  const edges = [before.full.from, before.comparable.to, range.from, range.to];
  const [counts = []] = await countBetween(
    source,
    question,
    [question.name],
    edges.map(({ epochMilliseconds }) => epochMilliseconds),
  );
  const [previous = 0, restOfPrevious = 0, current = 0] = counts;
  const previousFull = previous + restOfPrevious;

  return { current, previous, previousFull, ...percentageChange(current, previous) };
}
