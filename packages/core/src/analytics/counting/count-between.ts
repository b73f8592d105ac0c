import { countByRollups } from "../../rollups/index.ts";
import { countInSql } from "./count-by-rows.ts";
import { isFiltered } from "./is-filtered.ts";
import { findNameIds } from "./name-ids.ts";
import type { RangeInput, QueryContext } from "../query-context.ts";

/**
 * Counts of each name or pattern between each two neighbouring edges, zeros included.
 *
 * @param edges ascending milliseconds since 1970
 */
export async function countBetween(
  context: QueryContext,
  input: RangeInput,
  names: readonly string[],
  edges: readonly number[],
): Promise<number[][]> {
  if (edges.length < 2 || names.length === 0) return names.map(() => []);
  if (isFiltered(input)) return countInSql(context, input, names, edges);

  const idsByName = await findNameIds(context, names);
  const counted = await countByRollups(context.em, [...new Set(idsByName.flat())], edges);

  return idsByName.map((ids) => {
    const counts = edges.slice(1).map(() => 0);
    for (const { nameId, bucket, count } of counted) {
      if (ids.includes(nameId)) counts[bucket] = (counts[bucket] ?? 0) + count;
    }
    return counts;
  });
}

/** The edges of neighbouring ranges. */
export function getEdges(
  buckets: readonly { from: { epochMilliseconds: number }; to: { epochMilliseconds: number } }[],
): number[] {
  const last = buckets.at(-1);

  return last ? [...buckets.map(({ from }) => from.epochMilliseconds), last.to.epochMilliseconds] : [];
}
