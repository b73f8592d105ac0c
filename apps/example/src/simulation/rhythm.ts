import type { Random } from "./random.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** How busy each hour is (UTC): coffee in the morning, a look at the shop after dinner. */
const hours = [
  0.25, 0.12, 0.07, 0.06, 0.1, 0.3, 0.8, 1.5, 1.7, 1.4, 1.15, 1.05, 1.3, 1.15, 0.95, 0.95, 1.05, 1.25, 1.5,
  1.75, 1.8, 1.5, 0.95, 0.5,
];

/** How busy each weekday is, from Sunday. */
const weekdays = [1.2, 0.95, 0.9, 0.92, 0.98, 1.02, 1.28];

const busiestDay = 1.28 * 1.65;

/** How busy the day that contains this moment is, 1 being an ordinary one: weekends, December's gifts, August's holidays. */
export function busyness(ms: number): number {
  const date = new Date(ms);

  return weekdays[date.getUTCDay()]! * season(date.getUTCMonth() + 1, date.getUTCDate());
}

/** A moment on the day that starts at `midnight`, at an hour as likely as it is busy. */
export function momentOfDay(midnight: number, random: Random): number {
  return Math.floor(midnight + random.pickIndex(hours) * hour + random.next() * hour);
}

/** A moment about `waitMs` after `after` that falls on days and hours as likely as they are busy. Always later. */
export function momentAfter(after: number, waitMs: number, random: Random): number {
  let midnight = startOfDay(after + waitMs);
  while (!random.chance(busyness(midnight) / busiestDay)) midnight += day;

  return Math.max(momentOfDay(midnight, random), after + hour);
}

/** Midnight (UTC) of the day that contains this moment. */
export function startOfDay(ms: number): number {
  return ms - (ms % day);
}

function season(month: number, date: number): number {
  if (month === 11 && date >= 20) return 1.35;
  if (month === 12 && date <= 21) return 1.65;
  if (month === 12 && date <= 26) return 0.55;
  if (month === 1 && date <= 14) return 0.85;
  if (month === 8) return 0.85;
  return 1;
}
