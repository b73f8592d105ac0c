import { countByRollups } from "../../rollups/index.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";
import { countBetweenInSql } from "./count-between.sql.ts";
import { findNameIds } from "./names.ts";
import { hasFilter } from "./range-input.ts";

/** Counts between each two adjacent edges, which are ascending milliseconds since 1970. Zeros are included. */
export async function countBetween(
  context: QueryContext,
  input: RangeInput,
  names: readonly string[],
  edges: readonly number[],
): Promise<number[][]> {
  if (edges.length < 2 || names.length === 0) return names.map(() => []);
  if (hasFilter(input)) return countBetweenInSql(context, input, names, edges);

  // The same pattern selects the same events, so it is counted once.
  const patterns = [...new Set(names)];
  const counts = patterns.map(() => edges.slice(1).map(() => 0));
  const idsByPattern = await findNameIds(context, patterns, input.kind);
  for (const { series, bucket, count } of await countByRollups(context.em, idsByPattern, edges))
    counts[series]?.splice(bucket, 1, count);

  return names.map((name) => [...(counts[patterns.indexOf(name)] ?? [])]);
}

export function getEdges(
  buckets: readonly { from: { epochMilliseconds: number }; to: { epochMilliseconds: number } }[],
): number[] {
  const last = buckets.at(-1);

  return last ? [...buckets.map(({ from }) => from.epochMilliseconds), last.to.epochMilliseconds] : [];
}
