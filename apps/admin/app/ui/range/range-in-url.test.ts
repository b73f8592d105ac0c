import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChosenRange } from "./chosen-range.ts";
import { countDays, daysOf, rangePresets } from "./chosen-range.ts";
import { inOrder, rangeFromUrl, writeRange } from "./range-in-url.ts";

const read = (address: string) => rangeFromUrl(new URLSearchParams(address), "30d");

test("a range that was written into an address is read back, and the usual one leaves it short", () => {
  const date = fc
    .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
  const ranges: fc.Arbitrary<ChosenRange> = fc.oneof(
    fc.constantFrom(...rangePresets),
    fc.tuple(date, date).map(([one, other]) => inOrder(one, other)),
  );

  fc.assert(
    fc.property(ranges, (range) => {
      const search = new URLSearchParams();
      writeRange(search, range, "30d");
      expect(rangeFromUrl(search, "30d")).toEqual(range);
      expect(search.size === 0).toBe(range === "30d");
    }),
  );
});

test("days in the wrong order are put right, and what is no day leaves the usual range", () => {
  expect(read("?from=2026-03-31&to=2026-03-01")).toEqual({ first: "2026-03-01", last: "2026-03-31" });
  expect(
    ["?from=2026-02-30&to=2026-03-01", "?from=2026-03-01", "?from=x&to=y", "?range=5d"].map(read),
  ).toEqual(["30d", "30d", "30d", "30d"]);
});

test("every preset ends with today, and a custom range with its last day", () => {
  const days = (range: ChosenRange) => daysOf(range, "2026-03-31");

  expect(rangePresets.map((preset) => [preset, countDays(days(preset)), days(preset).to])).toEqual([
    ["today", 1, "2026-04-01"],
    ["7d", 7, "2026-04-01"],
    ["30d", 30, "2026-04-01"],
    ["90d", 90, "2026-04-01"],
    ["12m", 365, "2026-04-01"],
  ]);
  expect(days({ first: "2026-03-01", last: "2026-03-01" })).toEqual({ from: "2026-03-01", to: "2026-03-02" });
});
