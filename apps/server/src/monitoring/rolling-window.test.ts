import { expect, test } from "vitest";
import { createRollingWindow } from "./rolling-window.ts";

test("a minute is remembered, and no more", () => {
  let now = 0;
  const recent = createRollingWindow(() => now);
  for (let value = 1; value <= 100; value++) recent.note(value);

  now = 30_000;
  recent.note(1_000);
  expect(recent.sum()).toBe(5_050 + 1_000);
  expect(recent.p95()).toBe(96);

  now = 60_000;
  expect(recent.sum()).toBe(1_000);

  now = 90_000;
  expect([recent.sum(), recent.p95()]).toEqual([0, 0]);
});
