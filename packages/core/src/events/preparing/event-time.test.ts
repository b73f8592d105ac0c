import { expect, test } from "vitest";
import { occurredAt } from "./event-time.ts";

const receivedAt = new Date("2026-03-03T12:00:00.000Z");

test("without a timestamp an event happened when it arrived", () => {
  expect(occurredAt({ receivedAt })).toEqual({ time: receivedAt, warnings: [] });
});

test("a clock that is a day off is corrected by the time of sending", () => {
  const { time, warnings } = occurredAt({
    timestamp: "2026-03-04T11:58:00.000Z",
    sentAt: "2026-03-04T12:00:00.000Z",
    receivedAt,
  });

  expect([time.toISOString(), warnings]).toEqual(["2026-03-03T11:58:00.000Z", []]);
});

test("nothing happens more than a minute in the future", () => {
  const { time, warnings } = occurredAt({ timestamp: "2026-03-05T00:00:00.000Z", receivedAt });

  expect(time.toISOString()).toBe("2026-03-03T12:01:00.000Z");
  expect(warnings).toEqual(["The timestamp lies in the future; it was set to a minute from now."]);
});

test("an event older than thirty days is stored with a warning", () => {
  const { time, warnings } = occurredAt({ timestamp: "2026-01-01T00:00:00.000Z", receivedAt });

  expect(time.toISOString()).toBe("2026-01-01T00:00:00.000Z");
  expect(warnings).toEqual(["The timestamp is more than 30 days old."]);
});

test("a time that cannot be read is refused", () => {
  expect(() => occurredAt({ timestamp: "yesterday", receivedAt })).toThrow(
    /^timestamp: must be a time since 1970/,
  );
});

test("a time of sending that leads before 1970 is refused", () => {
  const claimed = { timestamp: "2026-03-03T12:00:00.000Z", sentAt: "2526-03-03T12:00:00.000Z", receivedAt };

  expect(() => occurredAt(claimed)).toThrow(/^timestamp: lies before 1970/);
});
