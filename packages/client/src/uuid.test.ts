import { afterEach, expect, test, vi } from "vitest";
import { uuidv7 } from "./uuid.ts";

afterEach(() => void vi.useRealTimers());

const getMilliseconds = (id: string) => parseInt(id.replaceAll("-", "").slice(0, 12), 16);

test("an id is a UUIDv7 with the current millisecond", () => {
  const before = Date.now();

  const id = uuidv7();

  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(getMilliseconds(id)).toBeGreaterThanOrEqual(before);
  expect(getMilliseconds(id)).toBeLessThanOrEqual(Date.now());
});

test("ids of one millisecond are unique and in order", () => {
  stopClock();

  const ids = Array.from({ length: 20_000 }, uuidv7);

  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});

test("ids stay in order when the clock is set back", () => {
  stopClock();
  const before = uuidv7();

  vi.setSystemTime(Date.now() - 60_000);

  expect(uuidv7() > before).toBe(true);
});

test("the bits after the variant are independent of it", () => {
  const bits = Array.from({ length: 500 }, uuidv7).map((id) => {
    const [variant = 0, next = 0] = Array.from(id.slice(19, 21), (digit) => parseInt(digit, 16));
    return `${variant & 3} ${next & 3}`;
  });

  expect(new Set(bits).size).toBe(16);
});

function stopClock(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
}
