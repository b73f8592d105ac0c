import { expect, test } from "vitest";
import { backoffMs, isGivenUp, isWorthRetrying, retryAfterMs, twelveHoursMs } from "./retry.ts";

test.for<[status: number, boolean]>([
  [200, true], // without results: a captive portal's sign-in page
  [0, true], // no network, no answer in time
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
])("a batch answered with %i and no results may be taken later: %s", ([status, isWorthIt]) => {
  expect(isWorthRetrying(status)).toBe(isWorthIt);
});

test.for([
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [5, 16_000],
  [6, 30_000],
  [60, 30_000],
] as const)("failure %i in a row waits at most %i ms, and any time below that", ([failures, most]) => {
  expect(backoffMs(failures, 0)).toBe(0);
  expect(backoffMs(failures, 0.5)).toBe(most / 2);
  expect(backoffMs(failures, 1)).toBe(most);
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
])("Retry-After %o asks for %i ms", ([header, ms]) => {
  expect(retryAfterMs(header, Date.parse("2026-03-05T12:00:00Z"))).toBe(ms);
});

test.for<[attempts: number, hours: number, boolean]>([
  [9, 0, false],
  [10, 0, true],
  [0, 11.9, false],
  [0, 12, true],
])("after %i refusals and %f hours an event is given up: %s", ([attempts, hours, isOver]) => {
  expect(isGivenUp(attempts, hours * 3_600_000, twelveHoursMs)).toBe(isOver);
});
