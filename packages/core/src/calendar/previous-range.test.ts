import { expect, test } from "vitest";
import type { Period } from "./previous-range.ts";
import { previousRange } from "./previous-range.ts";
import { isoInstant, readRange } from "./range.ts";

function previous(
  from: string,
  to: string,
  options: { now?: string; period?: Period; timeZone?: string } = {},
) {
  const range = readRange({ from, to, timeZone: options.timeZone ?? "UTC" });
  const { comparable, full } = previousRange(
    range,
    new Date(options.now ?? "2030-01-01T00:00:00Z"),
    options.period,
  );

  return {
    comparable: [isoInstant(comparable.from), isoInstant(comparable.to)],
    full: [isoInstant(full.from), isoInstant(full.to)],
  };
}

test("whole days are preceded by as many days, even across a change of clocks", () => {
  const { full } = previous("2026-03-29", "2026-04-05", { timeZone: "Europe/Berlin" });

  expect(full).toEqual(["2026-03-21T23:00:00.000Z", "2026-03-28T23:00:00.000Z"]);
});

test("any other range is preceded by the same length of time", () => {
  const { full } = previous("2026-03-29T10:00:00Z", "2026-03-29T16:30:00Z");

  expect(full).toEqual(["2026-03-29T03:30:00.000Z", "2026-03-29T10:00:00.000Z"]);
});

test("a calendar month is preceded by the whole month before", () => {
  expect(previous("2026-03-01", "2026-04-01", { period: "month" }).full).toEqual([
    "2026-02-01T00:00:00.000Z",
    "2026-03-01T00:00:00.000Z",
  ]);
});

test("two quarters are preceded by two quarters", () => {
  expect(previous("2026-01-01", "2026-07-01", { period: "quarter" }).full[0]).toBe(
    "2025-07-01T00:00:00.000Z",
  );
});

test("a running range is compared with the part of the previous one that had passed", () => {
  const { comparable, full } = previous("2026-03-01", "2026-04-01", {
    now: "2026-03-10T06:00:00Z",
    period: "month",
  });

  expect(comparable).toEqual(["2026-02-01T00:00:00.000Z", "2026-02-10T06:00:00.000Z"]);
  expect(full[1]).toBe("2026-03-01T00:00:00.000Z");
});

test("late in a long month the shorter month before is compared whole", () => {
  const { comparable } = previous("2026-03-01", "2026-04-01", {
    now: "2026-03-30T12:00:00Z",
    period: "month",
  });

  expect(comparable[1]).toBe("2026-03-01T00:00:00.000Z");
});
