import fc from "fast-check";
import { expect, test } from "vitest";
import type { DateRange } from "./date-range.ts";
import { countDays, toDays, RANGE_PRESETS } from "./date-range.ts";
import { inOrder, rangeFromUrl, writeRange } from "./range-in-url.ts";

const read = (url: string) => rangeFromUrl(new URLSearchParams(url), "30d");

test("a range round-trips through the URL, and the default is left out", () => {
  const date = fc
    .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
  const ranges: fc.Arbitrary<DateRange> = fc.oneof(
    fc.constantFrom(...RANGE_PRESETS),
    fc.tuple(date, date).map(([day, other]) => inOrder(day, other)),
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

test("days in the wrong order are swapped, and invalid days mean the default", () => {
  expect(read("?from=2026-03-31&to=2026-03-01")).toEqual({ first: "2026-03-01", last: "2026-03-31" });
  expect(
    ["?from=2026-02-30&to=2026-03-01", "?from=2026-03-01", "?from=x&to=y", "?range=5d"].map(read),
  ).toEqual(["30d", "30d", "30d", "30d"]);
});

test("presets include today, and a custom range its last day", () => {
  const days = (range: DateRange) => toDays(range, "2026-03-31");

  expect(RANGE_PRESETS.map((preset) => [preset, countDays(days(preset)), days(preset).to])).toEqual([
    ["today", 1, "2026-04-01"],
    ["7d", 7, "2026-04-01"],
    ["30d", 30, "2026-04-01"],
    ["90d", 90, "2026-04-01"],
    ["12m", 365, "2026-04-01"],
  ]);
  expect(days({ first: "2026-03-01", last: "2026-03-01" })).toEqual({ from: "2026-03-01", to: "2026-03-02" });
});
