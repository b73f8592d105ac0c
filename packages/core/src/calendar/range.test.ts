import { expect, test } from "vitest";
import { isoInstant, readRange } from "./range.ts";

test("a date means the midnight in which it begins in the zone", () => {
  const range = readRange({ from: "2026-03-03", to: "2026-03-04", timeZone: "Asia/Kolkata" });

  expect(isoInstant(range.from)).toBe("2026-03-02T18:30:00.000Z");
  expect(isoInstant(range.to)).toBe("2026-03-03T18:30:00.000Z");
});

test("a time with an offset is that instant; one without is local to the zone", () => {
  const range = readRange({
    from: "2026-03-03T10:00:00+02:00",
    to: "2026-03-03T10:00",
    timeZone: "America/New_York",
  });

  expect(isoInstant(range.from)).toBe("2026-03-03T08:00:00.000Z");
  expect(isoInstant(range.to)).toBe("2026-03-03T15:00:00.000Z");
});

test.each([
  ["2026-02-30", "2026-03-04", "UTC", /"from" must be a date like/],
  ["2026-02-01", "soon", "UTC", /"to" must be a date like/],
  ["2026-03-04", "2026-03-03", "UTC", /lies after "to"/],
  ["2026-03-03", "2026-03-04", "Mars/Olympus", /"Mars\/Olympus" is no time zone/],
])("%s – %s in %s is refused in a sentence", (from, to, timeZone, sentence) => {
  expect(() => readRange({ from, to, timeZone })).toThrow(sentence);
});
