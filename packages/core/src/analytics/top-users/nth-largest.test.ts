import fc from "fast-check";
import { expect, test } from "vitest";
import { findNthLargest } from "./nth-largest.ts";

test("the n-th largest value equals the one that sorting finds, with many equal values and with few", () => {
  const anyValues = fc.oneof(fc.array(fc.nat({ max: 5 })), fc.array(fc.nat()));

  fc.assert(
    fc.property(anyValues, fc.integer({ min: 1, max: 60 }), (values, n) => {
      const sorted = values.toSorted((a, b) => b - a);
      expect(findNthLargest(Float64Array.from(values), n)).toBe(sorted[n - 1] ?? -Infinity);
    }),
    { numRuns: 500 },
  );
});

test("the values stay in their order", () => {
  const values = Float64Array.from([3, 1, 2]);

  findNthLargest(values, 2);

  expect([...values]).toEqual([3, 1, 2]);
});
