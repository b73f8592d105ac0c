import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useWakeUp } from "./use-wake-up.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("a page that keeps running does not wake up", () => {
  const onWakeUp = vi.fn();
  renderHook(() => useWakeUp(onWakeUp));

  vi.advanceTimersByTime(30 * 60_000);

  expect(onWakeUp).not.toHaveBeenCalled();
});

test("a gap of minutes between checks is a wake-up, reported once when the page becomes visible", () => {
  const onWakeUp = vi.fn();
  renderHook(() => useWakeUp(onWakeUp));

  vi.setSystemTime(Date.now() + 10 * 60_000);
  document.dispatchEvent(new Event("visibilitychange"));
  document.dispatchEvent(new Event("visibilitychange"));

  expect(onWakeUp).toHaveBeenCalledOnce();
});

test("a page restored from the back-forward cache is a wake-up", () => {
  const onWakeUp = vi.fn();
  renderHook(() => useWakeUp(onWakeUp));

  dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));

  expect(onWakeUp).toHaveBeenCalledOnce();
});
