import fc from "fast-check";
import { expect, test } from "vitest";
import { msInDay } from "../columns/column-chunk.ts";
import type { DayPiece } from "./active-users.columns.ts";
import { countActiveUsers, trailingDays } from "./active-users.columns.ts";

const days = 100;
const people = 4;
/** Buckets of a week each, after a month before the range. */
const bucketOf = (day: number) => (day < 30 ? null : Math.floor((day - 30) / 7));
const buckets = 10;
const pieces: DayPiece[] = Array.from({ length: days }, (_, day) => ({
  from: day * msInDay,
  to: (day + 1) * msInDay,
  day,
  bucket: bucketOf(day),
}));
const activity = fc.record({ day: fc.nat({ max: days - 1 }), person: fc.nat({ max: people - 1 }) });

test("over many days everybody is counted as by going through all activity for each number", () => {
  fc.assert(
    fc.property(fc.array(activity, { maxLength: 150 }), (activities) => {
      const segments = [...Map.groupBy(activities, ({ day }) => day)].map(([day, ofDay]) => ({
        nameId: 1,
        day,
        people: Uint32Array.from(ofDay, ({ person }) => person),
        times: new Uint32Array(ofDay.length),
      }));
      const packed = { segments, numbers: people, peopleOf: ({ people }: { people: Uint32Array }) => people };
      const rules = { nameIds: [1], from: 0, to: days * msInDay, pieces, days, buckets };
      const distinct = (isMeant: (day: number) => boolean) =>
        new Set(activities.filter(({ day }) => isMeant(day)).map(({ person }) => person)).size;

      const counted = countActiveUsers(packed, rules);

      for (const length of trailingDays) {
        expect(counted.trailing[length]).toEqual(
          Array.from({ length: days }, (_, end) => distinct((day) => day <= end && day > end - length)),
        );
      }
      expect(counted.byBucket).toEqual(
        Array.from({ length: buckets }, (_, bucket) => distinct((day) => bucketOf(day) === bucket)),
      );
      expect(counted.total).toBe(distinct((day) => bucketOf(day) !== null));
    }),
    { numRuns: 300 },
  );
});
