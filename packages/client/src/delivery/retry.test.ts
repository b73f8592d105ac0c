import { expect, test } from "vitest";
import type { EventResult, Verdict } from "./retry.ts";
import { backoffMs, isGivenUp, retryAfterMs, verdictOn } from "./retry.ts";

const results: EventResult[] = [];

test.for<[status: number, results: EventResult[] | null, batchLength: number, Verdict]>([
  [200, results, 20, "settle"],
  [202, results, 20, "settle"],
  [200, null, 20, "retry"], // a captive portal's sign-in page
  [0, null, 20, "retry"], // no network, no answer in time
  [304, null, 20, "retry"],
  [400, null, 20, "drop"],
  [401, null, 20, "stop"],
  [403, null, 20, "stop"],
  [404, null, 20, "drop"],
  [408, null, 20, "retry"],
  [413, null, 20, "halve"],
  [413, null, 2, "halve"],
  [413, null, 1, "drop"],
  [415, null, 20, "drop"],
  [422, null, 20, "drop"],
  [429, null, 20, "retry"],
  [500, null, 20, "retry"],
  [503, null, 20, "retry"],
])("status %i with results %o for %i events means: %s", ([status, results, batchLength, verdict]) => {
  expect(verdictOn({ status, results }, batchLength)).toBe(verdict);
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
  expect(isGivenUp(attempts, hours * 3_600_000)).toBe(isOver);
});
