import { expect, test } from "vitest";
import { simulateUsage } from "./simulate-usage.ts";
import { simulateYear } from "./simulate-year.ts";

const now = new Date("2026-03-05T15:30:00Z");
const events = [...simulateYear({ seed: "test", now, customers: 150 })].flatMap((day) => day.events);
const usage = simulateUsage(events, "test");

test("the same events produce the same usage", () => {
  expect(simulateUsage(events, "test")).toEqual(usage);
});

test("a session has a user and contains all of its page views", () => {
  expect(usage.sessions.length).toBeGreaterThan(200);

  for (const { userId, startedAt, lastActivityAt, views } of usage.sessions) {
    expect(userId).toBeTruthy();
    for (const { at, durationMs } of views) {
      expect(at >= startedAt && at <= lastActivityAt).toBe(true);
      expect(durationMs).toBeGreaterThanOrEqual(0);
    }
  }
});

test("visitors have requests and no session", () => {
  expect(usage.requests.some(({ userId }) => userId === null)).toBe(true);
});

test("most requests succeed, some fail, and every id is unique", () => {
  const errors = usage.requests.filter(({ status }) => status >= 400).length;

  expect(errors / usage.requests.length).toBeLessThan(0.05);
  expect(errors).toBeGreaterThan(0);
  expect(new Set(usage.requests.map(({ id }) => id)).size).toBe(usage.requests.length);
});
