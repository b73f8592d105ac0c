import fc from "fast-check";
import { expect, test } from "vitest";
import { MS_PER_DAY } from "../columns/column-chunk.ts";
import { toColumns } from "../testing/to-columns.ts";
import type { DaySlice } from "./active-users-rules.ts";
import { trailingDays } from "./active-users-rules.ts";
import { countActiveUsersInColumns } from "./active-users.columns.ts";

const dayCount = 100;
const userCount = 4;
const bucketCount = 10;
/** Buckets of a week each, after a month before the range. */
const getBucket = (day: number) => (day < 30 ? null : Math.floor((day - 30) / 7));
const slices: DaySlice[] = Array.from({ length: dayCount }, (_, day) => ({
  from: day * MS_PER_DAY,
  to: (day + 1) * MS_PER_DAY,
  day,
  bucket: getBucket(day),
}));
const activity = fc.record({ day: fc.nat({ max: dayCount - 1 }), userId: fc.nat({ max: userCount - 1 }) });

test("each number equals the distinct users of its days", () => {
  fc.assert(
    fc.property(fc.array(activity, { maxLength: 150 }), (activities) => {
      const columns = toColumns(
        activities.map(({ day, userId }) => ({ nameId: 1, userId, time: day * MS_PER_DAY })),
        userCount,
      );
      const input = { nameIds: [1], from: 0, to: dayCount * MS_PER_DAY, slices, dayCount, bucketCount };
      const countDistinct = (isIncluded: (day: number) => boolean) =>
        new Set(activities.filter(({ day }) => isIncluded(day)).map(({ userId }) => userId)).size;

      const counted = countActiveUsersInColumns(columns, input);

      for (const length of trailingDays) {
        expect(counted.trailing[length]).toEqual(
          Array.from({ length: dayCount }, (_, end) =>
            countDistinct((day) => day <= end && day > end - length),
          ),
        );
      }
      expect(counted.byBucket).toEqual(
        Array.from({ length: bucketCount }, (_, bucket) => countDistinct((day) => getBucket(day) === bucket)),
      );
      expect(counted.total).toBe(countDistinct((day) => getBucket(day) !== null));
    }),
    { numRuns: 300 },
  );
});
