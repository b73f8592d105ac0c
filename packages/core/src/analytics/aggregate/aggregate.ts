import type { Period } from "../../calendar/index.ts";
import { getPreviousRange } from "../../calendar/index.ts";
import type { Comparison } from "../counts/comparison.ts";
import { compare } from "../counts/comparison.ts";
import { countBetween } from "../counts/count-between.ts";
import { resolveRange } from "../counts/range-input.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";

export interface AggregateInput extends RangeInput {
  /** A name, `post.*` or `*`. */
  name: string;
  /** Compares calendar units instead of equal lengths: March with all of February. */
  period?: Period;
}

export type Aggregate = Comparison;

/** Counts events in a range and in the previous one, by default of the same length just before. */
export async function aggregateEvents(context: QueryContext, input: AggregateInput): Promise<Aggregate> {
  const range = resolveRange(context, input);
  const previousRange = getPreviousRange(range, context.now, input.period);

  const edges = [previousRange.full.from, previousRange.comparable.to, range.from, range.to];
  const [counts = []] = await countBetween(
    context,
    input,
    [input.name],
    edges.map(({ epochMilliseconds }) => epochMilliseconds),
  );
  const [previous = 0, restOfPrevious = 0, current = 0] = counts;

  return compare(current, previous, previous + restOfPrevious);
}
