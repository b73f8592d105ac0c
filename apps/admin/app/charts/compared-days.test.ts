import { expect, test } from "vitest";
import { formatDays } from "../format/format-days.ts";
import { describeComparison, getPreviousDays } from "./compared-days.ts";

const today = "2026-11-27";

test.each([
  ["2026-09-28", "2026-10-27", "28 Sep–27 Oct"],
  ["2026-03-18", "2026-03-24", "18–24 Mar"],
  ["2026-03-24", "2026-03-24", "24 Mar"],
  ["2024-11-27", "2025-11-26", "27 Nov 2024–26 Nov 2025"],
  ["2025-03-02", "2025-03-09", "2–9 Mar 2025"],
  ["2025-12-20", "2026-01-05", "20 Dec 2025–5 Jan 2026"],
])("the days from %s to %s read %s", (first, last, text) => {
  expect(formatDays(first, last, today)).toBe(text);
});

test("the previous days are as many as those of the range, just before it", () => {
  expect(getPreviousDays({ from: "2026-10-28", to: "2026-11-27" })).toEqual({
    first: "2026-09-28",
    last: "2026-10-27",
    comparedUntil: "2026-11-27",
  });
});

test("a range that is running is compared with the part of the previous days up to the same time", () => {
  const describe = (range: { from: string; to: string }) =>
    describeComparison(getPreviousDays(range), { start: "2026-01-01", today }, 7).comparedTo;

  expect(describe({ from: "2026-11-27", to: "2026-11-28" })).toBe("vs 26 Nov by this time: 7");
  expect(describe({ from: "2026-10-29", to: "2026-11-28" })).toBe("vs 29 Sep–28 Oct by this time: 7");
  expect(describe({ from: "2026-10-28", to: "2026-11-27" })).toBe("vs 28 Sep–27 Oct: 7");
});

test("a comparison names what is compared, and is left out where history had not begun", () => {
  const days = { first: "2026-09-28", last: "2026-10-27" };

  expect(describeComparison(days, { start: "2026-09-28", today }, 1_204)).toEqual({
    comparedTo: "vs 28 Sep–27 Oct: 1,204",
    hasComparison: true,
  });
  expect(describeComparison(days, { start: "2026-09-29", today }, 3)).toEqual({
    comparedTo: "No data before 29 Sep",
    hasComparison: false,
  });
  expect(describeComparison(days, { start: null, today }, null).comparedTo).toBe("vs 28 Sep–27 Oct: —");
});
