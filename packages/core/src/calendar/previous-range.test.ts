import { expect, test } from "vitest";
import type { Period } from "./previous-range.ts";
import { getPreviousRange } from "./previous-range.ts";
import { toIsoInstant, readRange } from "./range.ts";

function previous(
  from: string,
  to: string,
  options: { now?: string; period?: Period; timeZone?: string } = {},
) {
  const range = readRange({ from, to, timeZone: options.timeZone ?? "UTC" });
  const { comparable, full } = getPreviousRange(
    range,
    new Date(options.now ?? "2030-01-01T00:00:00Z"),
    options.period,
  );

  return {
    comparable: [toIsoInstant(comparable.from), toIsoInstant(comparable.to)],
    full: [toIsoInstant(full.from), toIsoInstant(full.to)],
  };
}

test("a range of whole days is preceded by as many days, also when the clocks change", () => {
  const { full } = previous("2026-03-29", "2026-04-05", { timeZone: "Europe/Berlin" });

  expect(full).toEqual(["2026-03-21T23:00:00.000Z", "2026-03-28T23:00:00.000Z"]);
});

test("any other range is preceded by a range of the same length", () => {
  const { full } = previous("2026-03-29T10:00:00Z", "2026-03-29T16:30:00Z");

  expect(full).toEqual(["2026-03-29T03:30:00.000Z", "2026-03-29T10:00:00.000Z"]);
});

test("a calendar month is preceded by the whole previous month", () => {
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

test("a running range is compared with the elapsed part of the previous one", () => {
  const { comparable, full } = previous("2026-03-01", "2026-04-01", {
    now: "2026-03-10T06:00:00Z",
    period: "month",
  });

  expect(comparable).toEqual(["2026-02-01T00:00:00.000Z", "2026-02-10T06:00:00.000Z"]);
  expect(full[1]).toBe("2026-03-01T00:00:00.000Z");
});

test("late in a long month, the comparison covers the whole shorter month before", () => {
  const { comparable } = previous("2026-03-01", "2026-04-01", {
    now: "2026-03-30T12:00:00Z",
    period: "month",
  });

  expect(comparable[1]).toBe("2026-03-01T00:00:00.000Z");
});
