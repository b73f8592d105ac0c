import fc from "fast-check";
import { expect, test } from "vitest";
import { nthLargest } from "./nth-largest.ts";

test("it is what sorting would put there, with many equal numbers and with few", () => {
  const anyNumbers = fc.oneof(fc.array(fc.nat({ max: 5 })), fc.array(fc.nat()));

  fc.assert(
    fc.property(anyNumbers, fc.integer({ min: 1, max: 60 }), (numbers, place) => {
      const sorted = numbers.toSorted((a, b) => b - a);
      expect(nthLargest(Float64Array.from(numbers), place)).toBe(sorted[place - 1] ?? -Infinity);
    }),
    { numRuns: 500 },
  );
});

test("the numbers stay as they were", () => {
  const numbers = Float64Array.from([3, 1, 2]);

  nthLargest(numbers, 2);

  expect([...numbers]).toEqual([3, 1, 2]);
});
