import type { ConcernedEvents } from "../questions.ts";
import type { PackedEvents } from "../segment.ts";
import { placesWithin, segmentsOfRanges } from "./places-within.ts";

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
 * Goes through the days once. A user who is active on a day counts in the `n` days that end on that day and on the
 * `n - 1` days behind it, except those in which an earlier day made the user count already.
 */
export function foldActiveUsers(
  { segments, whois }: PackedEvents,
  { pieces, days, buckets }: ActiveUsersRules,
): ActiveUsersCounts {
  const never = -1;
  const lastDay = new Int32Array(whois.length).fill(never);
  const lastBucket = new Int32Array(whois.length).fill(never);
  const changes = trailingDays.map((length) => ({ length, steps: new Int32Array(days + length + 1) }));
  const byBucket = new Array<number>(buckets).fill(0);
  let total = 0;

  function countDay(person: number, day: number): void {
    const before = lastDay[person] ?? never;
    for (const { length, steps } of changes) {
      const first = before === never ? day : Math.max(day, before + length);
      steps[first] = (steps[first] ?? 0) + 1;
      steps[day + length] = (steps[day + length] ?? 0) - 1;
    }
    lastDay[person] = day;
  }

  function countBucket(person: number, bucket: number): void {
    if (lastBucket[person] === never) total++;
    byBucket[bucket] = (byBucket[bucket] ?? 0) + 1;
    lastBucket[person] = bucket;
  }

  for (const [index, found] of segmentsOfRanges(segments, pieces).entries()) {
    const piece = pieces[index];
    if (!piece) continue;
    for (const segment of found) {
      const { start, end } = placesWithin(segment, piece);
      for (let place = start; place < end; place++) {
        const person = whois[segment.people[place] ?? 0] ?? 0;
        if (lastDay[person] !== piece.day) countDay(person, piece.day);
        if (piece.bucket !== null && lastBucket[person] !== piece.bucket) countBucket(person, piece.bucket);
      }
    }
  }

  return {
    trailing: Object.fromEntries(
      changes.map(({ length, steps }) => [length, sums(steps.subarray(0, days))]),
    ) as Record<TrailingDays, number[]>,
    byBucket,
    total,
  };
}

function sums(steps: Int32Array): number[] {
  let sum = 0;

  return Array.from(steps, (step) => (sum += step));
}
