import { addDays, addMonths } from "../../format/plain-date.ts";

/** The stretches of time one can choose by a word; all end with today. */
export const rangePresets = ["today", "7d", "30d", "90d", "12m"] as const;
export type RangePreset = (typeof rangePresets)[number];

/** A stretch of whole days: one that moves on with the clock, or one from its first to its last day, both included. */
export type ChosenRange = RangePreset | { first: string; last: string };

/** The days of a range as the API takes them; `to` is not part of it. `today` is a date in the panel's time zone. */
export function daysOf(range: ChosenRange, today: string): { from: string; to: string } {
  if (typeof range === "object") return { from: range.first, to: addDays(range.last, 1) };
  const to = addDays(today, 1);
  switch (range) {
    case "today":
      return { from: today, to };
    case "7d":
      return { from: addDays(to, -7), to };
    case "30d":
      return { from: addDays(to, -30), to };
    case "90d":
      return { from: addDays(to, -90), to };
    case "12m":
      return { from: addMonths(to, -12), to };
  }
}

/** How many days lie between two dates, the second not included. */
export function countDays({ from, to }: { from: string; to: string }): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
