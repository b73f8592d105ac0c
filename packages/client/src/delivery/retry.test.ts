import { expect, test } from "vitest";
import { backoffMs, isRetryable, MAX_AGE_MS, retryAfterMs, shouldGiveUp } from "./retry.ts";

test.for<[status: number, boolean]>([
  [200, true], // without results, like a captive portal
  [0, true], // no network or a timeout
  [304, true],
  [400, false],
  [401, false],
  [403, false],
  [404, false],
  [408, true],
  [413, false],
  [415, false],
  [422, false],
  [429, true],
  [500, true],
  [503, true],
])("a response with status %i and no results is retryable: %s", ([status, expected]) => {
  expect(isRetryable(status)).toBe(expected);
});

test.for([
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [5, 16_000],
  [6, 30_000],
  [60, 30_000],
] as const)("the delay after %i failures in a row is random up to %i ms", ([failures, maxMs]) => {
  expect(backoffMs(failures, 0)).toBe(0);
  expect(backoffMs(failures, 0.5)).toBe(maxMs / 2);
  expect(backoffMs(failures, 1)).toBe(maxMs);
});

test.for<[header: string | null, ms: number]>([
  [null, 0],
  ["", 0],
  ["0", 0],
  ["-5", 0],
  ["7", 7_000],
  ["0.5", 500],
  ["86400", 300_000],
  ["Thu, 05 Mar 2026 12:00:30 GMT", 30_000],
  ["Thu, 05 Mar 2026 11:00:00 GMT", 0],
  ["soon", 0],
])("Retry-After %o is a pause of %i ms", ([header, ms]) => {
  expect(retryAfterMs(header, Date.parse("2026-03-05T12:00:00Z"))).toBe(ms);
});

test.for<[attempts: number, hours: number, boolean]>([
  [9, 0, false],
  [10, 0, true],
  [0, 11.9, false],
  [0, 12, true],
])("an event is dropped after %i failed responses and %f hours: %s", ([attempts, hours, expected]) => {
  expect(shouldGiveUp(attempts, hours * 3_600_000, MAX_AGE_MS)).toBe(expected);
});
