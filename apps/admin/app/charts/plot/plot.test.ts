import fc from "fast-check";
import { expect, test } from "vitest";
import { roundTicks } from "./plot.tsx";
import { thinLabels } from "./thin-labels.ts";

test.each([
  [0, [0]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6]],
  [86, [0, 20, 40, 60, 80]],
  [100, [0, 20, 40, 60, 80, 100]],
  [1_204, [0, 500, 1_000]],
  [8_400_000_000, [0, 2_000_000_000, 4_000_000_000, 6_000_000_000, 8_000_000_000]],
])("a highest bar of %s has the ticks %j", (max, ticks) => {
  expect(roundTicks(max)).toEqual(ticks);
});

test("ticks are integers, at most six, and never above the highest bar", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 50 }), (max) => {
      const ticks = roundTicks(max);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.every((tick) => Number.isInteger(tick) && tick <= max)).toBe(true);
    }),
  );
});

test("thirty days have a label per week, counted back from the newest", () => {
  const labeled = thinLabels(30, "day").flatMap((rank, index) => (rank ? [index] : []));

  expect(labeled).toEqual([1, 8, 15, 22, 29]);
});

test("for any number of columns the newest has a label and there are at most ten", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000 }),
      fc.constantFrom("day", "week", "month", "quarter"),
      (count, interval) => {
        const ranks = thinLabels(count, interval);
        expect(ranks.at(-1)).toBe("always");
        expect(ranks.filter((rank) => rank !== null).length).toBeLessThanOrEqual(10);
        expect(ranks.filter((rank) => rank === "always").length).toBeLessThanOrEqual(5);
      },
    ),
  );
});
