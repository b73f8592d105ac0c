import { expect, test } from "vitest";
import { toIsoInstant, readRange } from "./range.ts";

test("a date means the start of that day in the time zone", () => {
  const range = readRange({ from: "2026-03-03", to: "2026-03-04", timeZone: "Asia/Kolkata" });

  expect(toIsoInstant(range.from)).toBe("2026-03-02T18:30:00.000Z");
  expect(toIsoInstant(range.to)).toBe("2026-03-03T18:30:00.000Z");
});

test("a time with an offset is that instant, a time without one is local to the time zone", () => {
  const range = readRange({
    from: "2026-03-03T10:00:00+02:00",
    to: "2026-03-03T10:00",
    timeZone: "America/New_York",
  });

  expect(toIsoInstant(range.from)).toBe("2026-03-03T08:00:00.000Z");
  expect(toIsoInstant(range.to)).toBe("2026-03-03T15:00:00.000Z");
});

test.each([
  ["2026-02-30", "2026-03-04", "UTC", /"from" must be a date like/],
  ["2026-02-01", "soon", "UTC", /"to" must be a date like/],
  ["2026-03-04", "2026-03-03", "UTC", /is after "to"/],
  ["2026-03-03", "2026-03-04", "Mars/Olympus", /"Mars\/Olympus" is not a time zone/],
])("%s to %s in %s is rejected with a message", (from, to, timeZone, message) => {
  expect(() => readRange({ from, to, timeZone })).toThrow(message);
});
