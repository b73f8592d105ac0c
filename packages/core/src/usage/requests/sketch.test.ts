import fc from "fast-check";
import { expect, test } from "vitest";
import { addSketch, getBucket, getPercentile, MAX_ERROR } from "./sketch.ts";

const durations = fc.array(
  fc.oneof(
    fc.double({ min: 0.01, max: 100_000, noNaN: true }),
    fc.double({ min: 0.01, max: 30, noNaN: true }),
    fc.double({ min: 0.01, max: 0.5, noNaN: true }),
  ),
  { minLength: 1, maxLength: 200 },
);
const shares = [0.5, 0.95, 0.99];

test("a percentile is within two percent of the exact one, however many sketches are merged", () => {
  fc.assert(
    fc.property(durations, fc.integer({ min: 1, max: 7 }), (values, parts) => {
      const merged = new Map<number, number>();
      for (let part = 0; part < parts; part++) {
        addSketch(merged, toSketch(values.filter((_, index) => index % parts === part)));
      }

      for (const share of shares) {
        const exact = getExactPercentile(values, share);
        const error = Math.abs(getPercentile(merged, share)! - exact);
        expect(error).toBeLessThanOrEqual(exact * MAX_ERROR * 1.000_001);
      }
    }),
    { numRuns: 500 },
  );
});

test("merged sketches give the percentile of all durations, unlike averaged percentiles", () => {
  const fast = Array.from({ length: 990 }, () => 10);
  const slow = Array.from({ length: 10 }, () => 1_000);
  const merged = new Map(toSketch(fast));
  addSketch(merged, toSketch(slow));

  expect(getPercentile(merged, 0.95)).toBeCloseTo(10, 0);
});

test("an empty sketch has no percentile", () => {
  expect(getPercentile(new Map(), 0.5)).toBeNull();
});

function toSketch(values: readonly number[]): Map<number, number> {
  const sketch = new Map<number, number>();
  for (const value of values) sketch.set(getBucket(value), (sketch.get(getBucket(value)) ?? 0) + 1);

  return sketch;
}

function getExactPercentile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.max(1, Math.ceil(share * values.length)) - 1]!;
}
