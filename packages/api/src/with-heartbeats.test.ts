import { expect, test, vi } from "vitest";
import { withHeartbeats } from "./with-heartbeats.ts";

test("a source that is silent is heard of, and its values come in order", async () => {
  const seen: unknown[] = [];

  for await (const value of withHeartbeats(valuesAfter([0, 60, 0]), 20)) seen.push(value);

  expect(seen.filter((value) => value !== null)).toEqual([0, 1, 2]);
  expect(seen.indexOf(null)).toBe(1);
});

test("a source that fails fails its reader", async () => {
  const reading = withHeartbeats(failingAfter(0), 1_000);

  await expect(reading.next()).rejects.toThrow("connection lost");
});

test("a source that fails when its reader has left ends nothing else", async () => {
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

/** So many values, and then a failure a moment after the next one was asked for. */
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
