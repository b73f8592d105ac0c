import type { Bucket, Range } from "../../calendar/index.ts";
import type { DayPiece } from "../engine/index.ts";

/** The local days that a range's trailing windows look at, numbered from the earliest. */
export interface ActiveDays {
  count: number;
  /** Neighbouring stretches in the order of time, cut at midnights and at the edges of buckets. */
  pieces: DayPiece[];
  /** For each bucket its last day that has begun; null when none has. */
  lastDayOf: (number | null)[];
  /** The days within the range that are whole and over, half-open. */
  completeDays: { from: number; to: number };
}

const longestTrail = 30;

/** Cuts a range, and the days before it that count in a month's users, into local days. */
export function cutIntoDays(range: Range, buckets: readonly Bucket[], now: Date): ActiveDays {
  const start = range.from.startOfDay().subtract({ days: longestTrail - 1 });
  const pieces: DayPiece[] = [];
  const lastDayOf = buckets.map((): number | null => null);
  let firstComplete = Infinity;
  let afterComplete = 0;
  let bucket = 0;
  let day = 0;

  for (let midnight = start; ; day++) {
    const next = midnight.add({ days: 1 }).startOfDay();
    let from = midnight.epochMilliseconds;
    if (from >= range.to.epochMilliseconds) break;
    const to = Math.min(next.epochMilliseconds, range.to.epochMilliseconds);

    if (from < range.from.epochMilliseconds) {
      const end = Math.min(to, range.from.epochMilliseconds);
      pieces.push({ from, to: end, day, bucket: null });
      from = end;
    } else if (to === next.epochMilliseconds && to <= now.getTime()) {
      firstComplete = Math.min(firstComplete, day);
      afterComplete = day + 1;
    }
    while (from < to) {
      const edge = buckets[bucket]?.to.epochMilliseconds ?? to;
      const end = Math.min(to, edge);
      pieces.push({ from, to: end, day, bucket });
      if (from <= now.getTime()) lastDayOf[bucket] = day;
      if (end === edge) bucket++;
      from = end;
    }
    midnight = next;
  }

  return {
    count: day,
    pieces,
    lastDayOf,
    completeDays: { from: Math.min(firstComplete, afterComplete), to: afterComplete },
  };
}
