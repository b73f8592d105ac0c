import { addDays, addMonths } from "../../format/plain-date.ts";

/** Ranges up to and including today. */
export const RANGE_PRESETS = ["today", "7d", "30d", "90d", "12m"] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];

/** A preset that moves with the clock, or fixed days, both inclusive. */
export type DateRange = RangePreset | { first: string; last: string };

/** The days for the API; `to` is exclusive. `today` is a date in the panel's time zone. */
export function toDays(range: DateRange, today: string): { from: string; to: string } {
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

/** The number of days; `to` is exclusive. */
export function countDays({ from, to }: { from: string; to: string }): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
