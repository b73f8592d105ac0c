import { expect, test, vi } from "vitest";
import { withHeartbeats } from "./with-heartbeats.ts";

test("yields null while the source is silent, and its values in order", async () => {
  const seen: unknown[] = [];

  for await (const value of withHeartbeats(valuesAfter([0, 60, 0]), 20)) seen.push(value);

  expect(seen.filter((value) => value !== null)).toEqual([0, 1, 2]);
  expect(seen.indexOf(null)).toBe(1);
});

test("rejects when the source fails", async () => {
  const values = withHeartbeats(failingAfter(0), 1_000);

  await expect(values.next()).rejects.toThrow("connection lost");
});

test("a failure after the consumer stopped is not an unhandled rejection", async () => {
  const unhandled = vi.fn();
  process.on("unhandledRejection", unhandled);

  for await (const value of withHeartbeats(failingAfter(1), 1_000)) {
    expect(value).toBe(0);
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 30));

  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

async function* valuesAfter(pauses: number[]): AsyncGenerator<number> {
  for (const [value, pause] of pauses.entries()) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    yield value;
  }
}

/** Yields `count` values, then rejects. */
function failingAfter(count: number): AsyncIterableIterator<number> {
  let value = 0;

  return {
    async next() {
      if (value < count) return { done: false, value: value++ };
      await new Promise((resolve) => setTimeout(resolve, 10));
      throw new Error("connection lost");
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
