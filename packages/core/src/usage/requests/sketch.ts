import { sql } from "kysely";
import type { RawBuilder } from "kysely";

/** The maximum relative error of a percentile. */
export const MAX_ERROR = 0.02;

const BUCKET_RATIO = (1 + MAX_ERROR) / (1 - MAX_ERROR);
/** Shorter durations count as this long. */
const MIN_DURATION_MS = 0.01;

/**
 * The number of durations in each bucket. Buckets grow by a constant ratio, so that every duration is within 2 % of the
 * middle of its bucket. Two sketches merge by adding their counts. See DDSketch: https://arxiv.org/abs/1908.10693
 */
export type Sketch = ReadonlyMap<number, number>;

/** The bucket of a duration in milliseconds. */
export function getBucket(durationMs: number): number {
  return Math.ceil(Math.log(Math.max(durationMs, MIN_DURATION_MS)) / Math.log(BUCKET_RATIO));
}

/** The bucket of a column of durations in milliseconds, as an SQL expression. */
export function bucketColumn(column: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`ceil(ln(greatest(${column}::float8, ${MIN_DURATION_MS}::float8)) / ${Math.log(BUCKET_RATIO)}::float8)::int`;
}

/**
 * The duration at rank ⌈share · n⌉, in milliseconds and within 2 %. Null for an empty sketch.
 */
export function getPercentile(sketch: Sketch, share: number): number | null {
  const buckets = [...sketch].sort(([one], [other]) => one - other);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  let rank = Math.max(1, Math.ceil(share * total));

  for (const [bucket, count] of buckets) {
    rank -= count;
    if (rank <= 0) return getMiddle(bucket);
  }
  return null;
}

export function addSketch(sum: Map<number, number>, sketch: Sketch): void {
  for (const [bucket, count] of sketch) sum.set(bucket, (sum.get(bucket) ?? 0) + count);
}

/** Not rounded: durations may be as short as a hundredth of a millisecond. */
function getMiddle(bucket: number): number {
  return (2 * BUCKET_RATIO ** bucket) / (BUCKET_RATIO + 1);
}
