import { sql } from "kysely";
import type { RawBuilder } from "kysely";

/** The largest relative error of a percentile. */
export const accuracy = 0.02;

const ratio = (1 + accuracy) / (1 - accuracy);
/** Milliseconds; anything faster counts as this fast. */
const fastest = 0.01;

/**
 * How many durations fell into each bucket. The buckets grow by the same ratio, so that every duration of one lies
 * within 2 % of its middle; two sketches merge by adding their counts. After DDSketch: https://arxiv.org/abs/1908.10693
 */
export type Sketch = ReadonlyMap<number, number>;

/** The bucket of a duration in milliseconds. */
export function bucketOf(durationMs: number): number {
  return Math.ceil(Math.log(Math.max(durationMs, fastest)) / Math.log(ratio));
}

/** The bucket of a column of durations in milliseconds. */
export function bucketColumn(column: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`ceil(ln(greatest(${column}::float8, ${fastest}::float8)) / ${Math.log(ratio)}::float8)::int`;
}

/**
 * The duration, in milliseconds and within 2 %, that the share of all durations does not exceed: the value at rank
 * ⌈share · n⌉. Null for an empty sketch.
 */
export function percentileOf(sketch: Sketch, share: number): number | null {
  const buckets = [...sketch].sort(([one], [other]) => one - other);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  let rank = Math.max(1, Math.ceil(share * total));

  for (const [bucket, count] of buckets) {
    rank -= count;
    if (rank <= 0) return middleOf(bucket);
  }
  return null;
}

/** Adds the counts of one sketch to another. */
export function addSketch(sum: Map<number, number>, sketch: Sketch): void {
  for (const [bucket, count] of sketch) sum.set(bucket, (sum.get(bucket) ?? 0) + count);
}

/** Not rounded: of the fastest answers a hundredth of a millisecond is a half. */
function middleOf(bucket: number): number {
  return (2 * ratio ** bucket) / (ratio + 1);
}
