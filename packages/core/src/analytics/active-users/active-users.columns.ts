import type { ConcernedEvents } from "../engine/registry.ts";
import type { EventColumns } from "../columns/column-chunk.ts";
import { findPositions, findChunks } from "../columns/find-positions.ts";

/** Neighbouring stretches of time, each within one local day and one bucket. */
export interface DayPiece {
  from: number;
  to: number;
  /** The local day, counted from the first one that matters. */
  day: number;
  /** Null before the range, where only trailing days look. */
  bucket: number | null;
}

export interface ActiveUsersRules extends ConcernedEvents {
  pieces: DayPiece[];
  days: number;
  buckets: number;
}

export interface ActiveUsersCounts {
  /** Distinct users of the 1, 7 and 30 local days that end with each day. */
  trailing: Record<TrailingDays, number[]>;
  /** Distinct users of each bucket. */
  byBucket: number[];
  /** Distinct users of all buckets together. */
  total: number;
}

export const trailingDays = [1, 7, 30] as const;
export type TrailingDays = (typeof trailingDays)[number];

/**
 * Goes through the pieces once. A user who is active on a day begins to count in the `n` days that end on that day, unless
 * still counting from an earlier one; every user who was active on a day stops to count `n` days later, unless active again.
 */
export function countActiveUsers(
  { segments, numbers, peopleOf }: EventColumns,
  { pieces, days, buckets }: ActiveUsersRules,
): ActiveUsersCounts {
  // For each user the latest piece, counted from 1; piece 0 stands for none, long before all others.
  const lastPiece = new Int32Array(numbers);
  const dayOf = Int32Array.from([{ day: -1_000 }, ...pieces], ({ day }) => day);
  const bucketOf = Int32Array.from([{ bucket: null }, ...pieces], ({ bucket }) => bucket ?? outside);
  const daily = new Int32Array(days);
  const weekBegins = new Int32Array(days + 7);
  const monthBegins = new Int32Array(days + 30);
  const byBucket = new Int32Array(buckets);
  let total = 0;

  for (const [index, found] of findChunks(segments, pieces).entries()) {
    const piece = index + 1;
    const day = dayOf[piece] ?? 0;
    const bucket = bucketOf[piece] ?? outside;

    for (const segment of found) {
      const { start, end } = findPositions(segment, pieces[index] ?? nothing);
      const people = peopleOf(segment);
      for (let place = start; place < end; place++) {
        const person = people[place] ?? 0;
        const before = lastPiece[person] ?? 0;
        if (before === piece) continue;
        lastPiece[person] = piece;

        const bucketBefore = bucketOf[before] ?? outside;
        if (bucket !== outside && bucketBefore !== bucket) {
          byBucket[bucket]!++;
          if (bucketBefore === outside) total++;
        }

        const dayBefore = dayOf[before] ?? 0;
        if (dayBefore === day) continue;
        daily[day]!++;
        weekBegins[dayBefore + 7 > day ? dayBefore + 7 : day]!++;
        monthBegins[dayBefore + 30 > day ? dayBefore + 30 : day]!++;
      }
    }
  }

  return {
    trailing: { 1: [...daily], 7: trailing(7, weekBegins, daily), 30: trailing(30, monthBegins, daily) },
    byBucket: [...byBucket],
    total,
  };
}

/** No bucket: before the range. */
const outside = -1;
const nothing = { from: 0, to: 0 };

/** How many count in the days that end with each day: who began to so far, without who stopped. */
function trailing(length: number, begins: Int32Array, daily: Int32Array): number[] {
  let counting = 0;

  return Array.from(daily, (_, day) => (counting += (begins[day] ?? 0) - (daily[day - length] ?? 0)));
}
