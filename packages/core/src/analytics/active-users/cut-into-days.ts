import type { Bucket, Range } from "../../calendar/index.ts";
import type { ActiveUsersRules, DaySlice } from "./active-users-rules.ts";

export interface ActiveDays extends ActiveUsersRules {
  /** For each bucket its last day that has begun; null if none has. */
  lastDays: (number | null)[];
  /** The days within the range that are whole and over, half-open. */
  completeDays: { from: number; to: number };
}

const MAX_TRAILING_DAYS = 30;

/** Cuts a range, and the 29 days before it that its trailing windows cover, at midnights and bucket edges. */
export function cutIntoDays(range: Range, buckets: readonly Bucket[], now: Date): ActiveDays {
  const start = range.from.startOfDay().subtract({ days: MAX_TRAILING_DAYS - 1 });
  const slices: DaySlice[] = [];
  const lastDays = buckets.map((): number | null => null);
  let firstComplete = Infinity;
  let afterComplete = 0;
  let bucket = 0;
  let day = 0;

  for (let midnight = start; ; day++) {
    const nextMidnight = midnight.add({ days: 1 }).startOfDay();
    let from = midnight.epochMilliseconds;
    if (from >= range.to.epochMilliseconds) break;
    const to = Math.min(nextMidnight.epochMilliseconds, range.to.epochMilliseconds);

    if (from < range.from.epochMilliseconds) {
      const end = Math.min(to, range.from.epochMilliseconds);
      slices.push({ from, to: end, day, bucket: null });
      from = end;
    } else if (to === nextMidnight.epochMilliseconds && to <= now.getTime()) {
      firstComplete = Math.min(firstComplete, day);
      afterComplete = day + 1;
    }
    while (from < to) {
      const bucketEnd = buckets[bucket]?.to.epochMilliseconds ?? to;
      const end = Math.min(to, bucketEnd);
      slices.push({ from, to: end, day, bucket });
      if (from <= now.getTime()) lastDays[bucket] = day;
      if (end === bucketEnd) bucket++;
      from = end;
    }
    midnight = nextMidnight;
  }

  return {
    slices,
    dayCount: day,
    bucketCount: buckets.length,
    lastDays,
    completeDays: { from: Math.min(firstComplete, afterComplete), to: afterComplete },
  };
}
