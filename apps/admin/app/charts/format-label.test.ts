import { expect, test } from "vitest";
import { formatLabel, shortLabel } from "./format-label.ts";

test.each([
  ["2026-03-03", "day", "Tue, 3 Mar 2026"],
  ["2025-03-03", "day", "Mon, 3 Mar 2025"],
  ["2024-02-29", "day", "Thu, 29 Feb 2024"],
  ["2026-03-02", "week", "Week of 2 Mar 2026"],
  ["2026-03", "month", "March 2026"],
  ["2026-Q1", "quarter", "Q1 2026"],
  ["Berlin", undefined, "Berlin"],
] as const)("%s as a %s reads %s", (label, interval, text) => {
  expect(formatLabel(label, interval)).toBe(text);
});

test("axis labels are as short as possible", () => {
  expect(["2026-03-03", "2026-03", "2026-Q1", "other"].map(shortLabel)).toEqual([
    "3 Mar",
    "Mar 2026",
    "Q1 2026",
    "other",
  ]);
});
