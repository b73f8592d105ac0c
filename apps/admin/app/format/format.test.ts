import { listTitles } from "./list-titles.ts";
import { expect, test } from "vitest";
import { formatQuantity, formatCompactCount, formatCount } from "./format-count.ts";
import { formatDuration } from "./format-duration.ts";
import { formatChange, formatRate } from "./format-rate.ts";
import { dateIn, exactTime, relativeTime, timeOfDay } from "./format-time.ts";
import { addDays, addMonths, startOfQuarter } from "./plain-date.ts";

test("counts are grouped, and compact from 10,000", () => {
  expect(formatCount(1_234_567)).toBe("1,234,567");
  expect(formatCompactCount(9_999)).toBe("9,999");
  expect(formatCompactCount(12_345)).toBe("12.3K");
  expect(formatCompactCount(8_400_000_000)).toBe("8.4B");
  expect([
    formatQuantity(0, "event"),
    formatQuantity(1, "event"),
    formatQuantity(2, "person", "people"),
  ]).toEqual(["0 events", "1 event", "2 people"]);
});

test.each([
  [null, "—"],
  [0, "0%"],
  [1, "100%"],
  [0.5, "50%"],
  [0.0412, "4.1%"],
  [0.00001, "<0.1%"],
  [0.9999, ">99.9%"],
  [12.5, "1,250%"],
  [-0.305, "−30.5%"],
])("the rate %s is formatted as %s", (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});

test("a change has a sign, and no change has none", () => {
  expect([0.12, -0.3, 0, 8.5].map(formatChange)).toEqual(["+12%", "−30%", "0%", "+850%"]);
  expect([11, 401_443_958].map(formatChange)).toEqual(["×12", "×401.4M"]);
});

test.each([
  [null, "—"],
  [0.2, "0 s"],
  [59, "59 s"],
  [61, "1 min 1 s"],
  [7_200, "2 h"],
  [93_784, "1 d 2 h"],
])("%s seconds are formatted as %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test("times are in the given time zone, also across daylight saving changes", () => {
  expect(dateIn("Europe/Berlin", "2026-03-02T23:30:00.000Z")).toBe("2026-03-03");
  expect(timeOfDay("Europe/Berlin", "2026-03-29T01:00:00.000Z")).toBe("03:00:00");
  expect(timeOfDay("UTC", "2026-03-03T00:00:00.000Z")).toBe("00:00:00");
  expect(exactTime("UTC", "2026-03-03T14:03:22.120Z")).toBe("Tue, 3 Mar 2026, 14:03:22.120 (UTC)");
});

test("relative times cover the past and the near future", () => {
  const now = Date.parse("2026-03-03T12:00:00Z");
  const at = (seconds: number) => relativeTime(new Date(now - seconds * 1000).toISOString(), now);
  expect([2, 30, 90, 3_700, 200_000, -120].map(at)).toEqual([
    "now",
    "30 s ago",
    "1 min ago",
    "1 h ago",
    "2 d ago",
    "in 2 min",
  ]);
});

test("dates move by days, months and quarters", () => {
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
  expect(addMonths("2026-01-15", -12)).toBe("2025-01-15");
  expect(startOfQuarter("2026-12-31")).toBe("2026-10-01");
});

test("titles are listed with capitals only where a name needs them", () => {
  expect(listTitles(["Sign-ups", "Confirmations", "API keys"])).toBe("Sign-ups, confirmations and API keys");
  expect(listTitles(["Orders"])).toBe("Orders");
});
