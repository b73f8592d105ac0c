import { expect, test } from "vitest";
import { createRollingWindow } from "./rolling-window.ts";

test("keeps the values of the last minute", () => {
  let now = 0;
  const rollingWindow = createRollingWindow(() => now);
  for (let value = 1; value <= 100; value++) rollingWindow.add(value);

  now = 30_000;
  rollingWindow.add(1_000);
  expect(rollingWindow.sum()).toBe(5_050 + 1_000);
  expect(rollingWindow.p95()).toBe(96);

  now = 60_000;
  expect(rollingWindow.sum()).toBe(1_000);

  now = 90_000;
  expect([rollingWindow.sum(), rollingWindow.p95()]).toEqual([0, 0]);
});
