import type { Period } from "../../calendar/index.ts";
import { previousRange } from "../../calendar/index.ts";
import { countBetween } from "../counting/count-between.ts";
import type { Compared } from "../counting/compared.ts";
import { compared } from "../counting/compared.ts";
import { resolveRange } from "../counting/range-of.ts";
import type { RangeInput, QueryContext } from "../query-context.ts";

export interface AggregateInput extends RangeInput {
  /** A name, `post.*` or `*`. */
  name: string;
  /** Compare by calendar units instead of by length: March with all of February. */
  period?: Period;
}

/** Events in the range, and in the one before it. */
export type Aggregate = Compared;

/** Counts events in a range and in the one of the same length just before. */
export async function aggregate(context: QueryContext, input: AggregateInput): Promise<Aggregate> {
  const range = resolveRange(context, input);
  const before = previousRange(range, context.now, input.period);

  const edges = [before.full.from, before.comparable.to, range.from, range.to];
  const [counts = []] = await countBetween(
    context,
    input,
    [input.name],
    edges.map(({ epochMilliseconds }) => epochMilliseconds),
  );
  const [previous = 0, restOfPrevious = 0, current = 0] = counts;

  return compared(current, previous, previous + restOfPrevious);
}
