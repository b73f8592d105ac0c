import fc from "fast-check";
import { expect, test } from "vitest";
import { cutIntoBuckets } from "./buckets.ts";
import { readRange } from "./range.ts";

const now = new Date("2026-06-15T12:00:00Z");

function cut(from: string, to: string, interval: "day" | "week" | "month" | "quarter", timeZone = "UTC") {
  return cutIntoBuckets(readRange({ from, to, timeZone }), interval, "monday", now);
}

function hours({ from, to }: { from: { epochMilliseconds: number }; to: { epochMilliseconds: number } }) {
  return (to.epochMilliseconds - from.epochMilliseconds) / 3_600_000;
}

test("a day of 23 or 25 hours is one bucket", () => {
  const spring = cut("2026-03-28", "2026-03-31", "day", "Europe/Berlin");
  const autumn = cut("2025-10-25", "2025-10-28", "day", "Europe/Berlin");

  expect(spring.map(({ label }) => label)).toEqual(["2026-03-28", "2026-03-29", "2026-03-30"]);
  expect(spring.map(hours)).toEqual([24, 23, 24]);
  expect(autumn.map(hours)).toEqual([24, 25, 24]);
});

test("a day that skips midnight starts at its first hour", () => {
  const [day] = cut("2018-11-04", "2018-11-05", "day", "America/Sao_Paulo");

  expect(day && hours(day)).toBe(23);
});

test("weeks start on Monday, or on Sunday if requested", () => {
  const range = readRange({ from: "2026-03-04", to: "2026-03-12", timeZone: "UTC" });

  expect(cutIntoBuckets(range, "week", "monday", now).map(({ label }) => label)).toEqual([
    "2026-03-02",
    "2026-03-09",
  ]);
  expect(cutIntoBuckets(range, "week", "sunday", now).map(({ label }) => label)).toEqual([
    "2026-03-01",
    "2026-03-08",
  ]);
});

test("the first and the last bucket are cut to the range", () => {
  const buckets = cut("2026-01-20", "2026-02-10", "month");

  expect(buckets.map(({ label }) => label)).toEqual(["2026-01", "2026-02"]);
  expect(buckets.map(hours)).toEqual([12 * 24, 9 * 24]);
});

test("quarters carry their number", () => {
  expect(cut("2025-11-01", "2026-05-01", "quarter").map(({ label }) => label)).toEqual([
    "2025-Q4",
    "2026-Q1",
    "2026-Q2",
  ]);
});

test("a calendar unit that has not ended is incomplete", () => {
  expect(cut("2026-05-01", "2026-07-01", "month").map(({ incomplete }) => incomplete)).toEqual([false, true]);
});

test("a calendar unit that the range cuts at either end is incomplete", () => {
  const flags = (...args: Parameters<typeof cut>) => cut(...args).map(({ incomplete }) => incomplete);

  expect(flags("2026-01-20", "2026-02-10", "month")).toEqual([true, true]);
  expect(flags("2026-01-01", "2026-04-01", "month")).toEqual([false, false, false]);
  expect(flags("2026-01-05", "2026-01-22", "week")).toEqual([false, false, true]);
  expect(flags("2026-01-07", "2026-01-19", "week")).toEqual([true, false]);
  expect(flags("2026-01-01T00:00:00.001Z", "2026-01-03T12:00:00Z", "day")).toEqual([true, false, true]);
  expect(flags("2026-03-28", "2026-03-31", "day", "Europe/Berlin")).toEqual([false, false, false]);
  expect(flags("2018-11-04", "2018-11-05", "day", "America/Sao_Paulo")).toEqual([false]);
});

test("a bucket is complete if and only if it is over and a longer range does not change it", () => {
  const hour = 3_600_000;
  const start = Date.UTC(2026, 0, 1);
  const zones = ["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu"];

  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5_000 }),
      fc.integer({ min: 1, max: 3_000 }),
      fc.constantFrom("day", "week", "month", "quarter"),
      fc.constantFrom("monday", "sunday"),
      fc.constantFrom(...zones),
      (offset, length, interval, weekStart, timeZone) => {
        const at = (hours: number) => new Date(start + hours * hour).toISOString();
        const getBuckets = (from: number, to: number) =>
          cutIntoBuckets(readRange({ from: at(from), to: at(to), timeZone }), interval, weekStart, now);
        const wider = getBuckets(offset - 2_400, offset + length + 2_400);

        for (const { label, from, to, incomplete } of getBuckets(offset, offset + length)) {
          const whole = wider.find((bucket) => bucket.label === label);
          const isWhole =
            whole?.from.epochMilliseconds === from.epochMilliseconds &&
            whole.to.epochMilliseconds === to.epochMilliseconds;
          expect(incomplete).toBe(!isWhole || to.epochMilliseconds > now.getTime());
        }
      },
    ),
  );
});

test("an empty range has no buckets", () => {
  expect(cut("2026-05-01", "2026-05-01", "day")).toEqual([]);
  expect(cut("2026-05-01T10:14:00Z", "2026-05-01T10:14:00Z", "day")).toEqual([]);
});

test("too many buckets are rejected", () => {
  expect(() => cut("2020-01-01", "2026-01-01", "day")).toThrow(/more than 1200 days. Choose a shorter range/);
});
