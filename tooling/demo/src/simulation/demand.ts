import type { Random } from "./random.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Demand by hour (UTC), with peaks in the morning and evening. */
const hours = [
  0.25, 0.12, 0.07, 0.06, 0.1, 0.3, 0.8, 1.5, 1.7, 1.4, 1.15, 1.05, 1.3, 1.15, 0.95, 0.95, 1.05, 1.25, 1.5,
  1.75, 1.8, 1.5, 0.95, 0.5,
];

/** Demand by weekday, from Sunday. */
const weekdays = [1.2, 0.95, 0.9, 0.92, 0.98, 1.02, 1.28];

const MAX_DEMAND = 1.28 * 1.65;

/** Demand on this day; 1 is average. Higher on weekends and before Christmas. */
export function getDemand(ms: number): number {
  const date = new Date(ms);

  return weekdays[date.getUTCDay()]! * season(date.getUTCMonth() + 1, date.getUTCDate());
}

/** A time on the day that starts at `midnight`, weighted by demand. */
export function pickTimeOfDay(midnight: number, random: Random): number {
  return Math.floor(midnight + random.pickIndex(hours) * HOUR + random.next() * HOUR);
}

/** A time about `waitMs` after `after`, weighted by demand. Always later than `after`. */
export function pickTimeAfter(after: number, waitMs: number, random: Random): number {
  let midnight = startOfDay(after + waitMs);
  while (!random.chance(getDemand(midnight) / MAX_DEMAND)) midnight += DAY;

  return Math.max(pickTimeOfDay(midnight, random), after + HOUR);
}

/** Midnight (UTC) of this day. */
export function startOfDay(ms: number): number {
  return ms - (ms % DAY);
}

function season(month: number, date: number): number {
  if (month === 11 && date >= 20) return 1.35;
  if (month === 12 && date <= 21) return 1.65;
  if (month === 12 && date <= 26) return 0.55;
  if (month === 1 && date <= 14) return 0.85;
  if (month === 8) return 0.85;
  return 1;
}
