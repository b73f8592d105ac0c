import type { EventColumns, EventSelection } from "../columns/column-chunk.ts";
import { findChunks, findPositions } from "../columns/positions.ts";
import type { ActiveUsersCounts, ActiveUsersRules } from "./active-users-rules.ts";

export interface ActiveUsersColumnsInput extends ActiveUsersRules, EventSelection {}

/** Reads each slice once. An active user counts in the n days that end with the day, and stops n days later. */
export function countActiveUsersInColumns(
  { chunks, userIdLimit, resolveUsers }: EventColumns,
  { slices, dayCount, bucketCount }: ActiveUsersColumnsInput,
): ActiveUsersCounts {
  // For each user the latest slice, numbered from 1; slice 0 is none and lies long before all others.
  const lastSlice = new Int32Array(userIdLimit);
  const sliceDays = Int32Array.from([{ day: -1_000 }, ...slices], ({ day }) => day);
  const sliceBuckets = Int32Array.from([{ bucket: null }, ...slices], ({ bucket }) => bucket ?? BEFORE_RANGE);
  const daily = new Int32Array(dayCount);
  const weeklyStarts = new Int32Array(dayCount + 7);
  const monthlyStarts = new Int32Array(dayCount + 30);
  const byBucket = new Int32Array(bucketCount);
  let total = 0;

  for (const [index, sliceChunks] of findChunks(chunks, slices).entries()) {
    const slice = index + 1;
    const day = sliceDays[slice] ?? 0;
    const bucket = sliceBuckets[slice] ?? BEFORE_RANGE;

    for (const chunk of sliceChunks) {
      const { start, end } = findPositions(chunk, slices[index] ?? EMPTY_RANGE);
      const userIds = resolveUsers(chunk);
      for (let position = start; position < end; position++) {
        const userId = userIds[position] ?? 0;
        const previous = lastSlice[userId] ?? 0;
        if (previous === slice) continue;
        lastSlice[userId] = slice;

        const previousBucket = sliceBuckets[previous] ?? BEFORE_RANGE;
        if (bucket !== BEFORE_RANGE && previousBucket !== bucket) {
          byBucket[bucket]!++;
          if (previousBucket === BEFORE_RANGE) total++;
        }

        const previousDay = sliceDays[previous] ?? 0;
        if (previousDay === day) continue;
        daily[day]!++;
        weeklyStarts[previousDay + 7 > day ? previousDay + 7 : day]!++;
        monthlyStarts[previousDay + 30 > day ? previousDay + 30 : day]!++;
      }
    }
  }

  return {
    trailing: {
      1: [...daily],
      7: countTrailing(7, weeklyStarts, daily),
      30: countTrailing(30, monthlyStarts, daily),
    },
    byBucket: [...byBucket],
    total,
  };
}

const BEFORE_RANGE = -1;
const EMPTY_RANGE = { from: 0, to: 0 };

/** The users who count in the days that end with each day: those who started, without those who stopped. */
function countTrailing(length: number, starts: Int32Array, daily: Int32Array): number[] {
  let counting = 0;

  return Array.from(daily, (_, day) => (counting += (starts[day] ?? 0) - (daily[day - length] ?? 0)));
}
