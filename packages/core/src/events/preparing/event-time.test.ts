import { expect, test } from "vitest";
import { resolveEventTime } from "./event-time.ts";

const receivedAt = new Date("2026-03-03T12:00:00.000Z");

test("without a timestamp the event time is the arrival time", () => {
  expect(resolveEventTime({ receivedAt })).toEqual({ time: receivedAt, warnings: [] });
});

test("a clock that is a day off is corrected by sentAt", () => {
  const { time, warnings } = resolveEventTime({
    timestamp: "2026-03-04T11:58:00.000Z",
    sentAt: "2026-03-04T12:00:00.000Z",
    receivedAt,
  });

  expect([time.toISOString(), warnings]).toEqual(["2026-03-03T11:58:00.000Z", []]);
});

test("an event time is at most one minute in the future", () => {
  const { time, warnings } = resolveEventTime({ timestamp: "2026-03-05T00:00:00.000Z", receivedAt });

  expect(time.toISOString()).toBe("2026-03-03T12:01:00.000Z");
  expect(warnings).toEqual(["The timestamp is in the future. It was set to one minute from now."]);
});

test("an event older than 30 days gets a warning", () => {
  const { time, warnings } = resolveEventTime({ timestamp: "2026-01-01T00:00:00.000Z", receivedAt });

  expect(time.toISOString()).toBe("2026-01-01T00:00:00.000Z");
  expect(warnings).toEqual(["The timestamp is more than 30 days old."]);
});

test("an invalid time is rejected", () => {
  expect(() => resolveEventTime({ timestamp: "yesterday", receivedAt })).toThrow(
    /^timestamp: must be an ISO 8601 time since 1970/,
  );
});

test("a sentAt that leads to a time before 1970 is rejected", () => {
  const claimed = { timestamp: "2026-03-03T12:00:00.000Z", sentAt: "2526-03-03T12:00:00.000Z", receivedAt };

  expect(() => resolveEventTime(claimed)).toThrow(/^timestamp: is before 1970/);
});
