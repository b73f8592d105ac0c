import { countByRollups } from "../../rollups/index.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";
import { countBetweenInSql } from "./count-between.sql.ts";
import { findNameIds } from "./names.ts";
import { hasFilter } from "./range-input.ts";

/**
 * Counts the events of each name or pattern between each two adjacent edges, zeros included.
 *
 * @param edges ascending, in milliseconds since 1970
 */
export async function countBetween(
  context: QueryContext,
  input: RangeInput,
  names: readonly string[],
  edges: readonly number[],
): Promise<number[][]> {
  if (edges.length < 2 || names.length === 0) return names.map(() => []);
  if (hasFilter(input)) return countBetweenInSql(context, input, names, edges);

  const idsByName = await findNameIds(context, names, input.kind);
  const rollupCounts = await countByRollups(context.em, [...new Set(idsByName.flat())], edges);

  return idsByName.map((ids) => {
    const counts = edges.slice(1).map(() => 0);
    for (const { nameId, bucket, count } of rollupCounts) {
      if (ids.includes(nameId)) counts[bucket] = (counts[bucket] ?? 0) + count;
    }
    return counts;
  });
}

/** The edges of adjacent buckets, in milliseconds since 1970. */
export function getEdges(
  buckets: readonly { from: { epochMilliseconds: number }; to: { epochMilliseconds: number } }[],
): number[] {
  const last = buckets.at(-1);

  return last ? [...buckets.map(({ from }) => from.epochMilliseconds), last.to.epochMilliseconds] : [];
}
