import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { throttled } from "./throttled.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("the first request runs soon, a storm of them runs once in a while, and the last is not forgotten", () => {
  const run = vi.fn();
  const { request } = throttled(run, { after: 300, every: 3_000 });

  request();
  vi.advanceTimersByTime(300);
  expect(run).toHaveBeenCalledTimes(1);

  for (let ms = 0; ms < 6_000; ms += 100) {
    request();
    vi.advanceTimersByTime(100);
  }
  expect(run).toHaveBeenCalledTimes(3);
  request();
  vi.advanceTimersByTime(3_000);

  expect(run).toHaveBeenCalledTimes(4);
});

test("what is cancelled does not run", () => {
  const run = vi.fn();
  const { request, cancel } = throttled(run, { after: 300, every: 3_000 });

  request();
  cancel();
  vi.advanceTimersByTime(10_000);

  expect(run).not.toHaveBeenCalled();
});
