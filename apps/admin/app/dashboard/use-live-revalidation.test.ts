import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { throttle } from "./use-live-revalidation.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("many requests lead to few runs, and the last request to one more", () => {
  const run = vi.fn();
  const { request } = throttle(run, { delayMs: 300, intervalMs: 3_000 });

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

test("a canceled request does not run", () => {
  const run = vi.fn();
  const { request, cancel } = throttle(run, { delayMs: 300, intervalMs: 3_000 });

  request();
  cancel();
  vi.advanceTimersByTime(10_000);

  expect(run).not.toHaveBeenCalled();
});
