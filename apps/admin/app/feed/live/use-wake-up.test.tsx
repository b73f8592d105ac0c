import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useWakeUp } from "./use-wake-up.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("a page that ran all along was not asleep", () => {
  const onWakeUp = vi.fn();
  renderHook(() => useWakeUp(onWakeUp));

  vi.advanceTimersByTime(30 * 60_000);

  expect(onWakeUp).not.toHaveBeenCalled();
});

test("minutes without a sign of life were a sleep, noticed when the page shows again", () => {
  const onWakeUp = vi.fn();
  renderHook(() => useWakeUp(onWakeUp));

  vi.setSystemTime(Date.now() + 10 * 60_000);
  document.dispatchEvent(new Event("visibilitychange"));
  document.dispatchEvent(new Event("visibilitychange"));

  expect(onWakeUp).toHaveBeenCalledOnce();
});

test("a page that comes back from the browser's history was asleep", () => {
  const onWakeUp = vi.fn();
  renderHook(() => useWakeUp(onWakeUp));

  dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));

  expect(onWakeUp).toHaveBeenCalledOnce();
});
