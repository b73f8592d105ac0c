import fc from "fast-check";
import { expect, test } from "vitest";
import { accuracy, addSketch, bucketOf, percentileOf } from "./sketch.ts";

const durations = fc.array(
  fc.oneof(
    fc.double({ min: 0.01, max: 100_000, noNaN: true }),
    fc.double({ min: 0.01, max: 30, noNaN: true }),
    fc.double({ min: 0.01, max: 0.5, noNaN: true }),
  ),
  { minLength: 1, maxLength: 200 },
);
const shares = [0.5, 0.95, 0.99];

test("a percentile lies within two percent of the exact one, however the durations are spread over sketches", () => {
  fc.assert(
    fc.property(durations, fc.integer({ min: 1, max: 7 }), (values, parts) => {
      const merged = new Map<number, number>();
      for (let part = 0; part < parts; part++) {
        addSketch(merged, sketchOf(values.filter((_, index) => index % parts === part)));
      }

      for (const share of shares) {
        const exact = exactPercentile(values, share);
        const error = Math.abs(percentileOf(merged, share)! - exact);
        expect(error).toBeLessThanOrEqual(exact * accuracy * 1.000_001);
      }
    }),
    { numRuns: 500 },
  );
});

test("merging percentiles by averaging would be wrong where merging sketches is right", () => {
  const fast = Array.from({ length: 990 }, () => 10);
  const slow = Array.from({ length: 10 }, () => 1_000);
  const merged = new Map(sketchOf(fast));
  addSketch(merged, sketchOf(slow));

  expect(percentileOf(merged, 0.95)).toBeCloseTo(10, 0);
});

test("an empty sketch has no percentile", () => {
  expect(percentileOf(new Map(), 0.5)).toBeNull();
});

function sketchOf(values: readonly number[]): Map<number, number> {
  const sketch = new Map<number, number>();
  for (const value of values) sketch.set(bucketOf(value), (sketch.get(bucketOf(value)) ?? 0) + 1);

  return sketch;
}

function exactPercentile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.max(1, Math.ceil(share * values.length)) - 1]!;
}
