import { expect, test, vi } from "vitest";
import { keepDoing } from "./keep-doing.ts";

test("work is done again after the pause it asks for, also when it failed, and no more once it is disposed of", async () => {
  let times = 0;
  const failures: unknown[] = [];
  const failure = new Error("the database was away");

  {
    await using _ = keepDoing({
      work: () => {
        if (++times === 2) return Promise.reject(failure);
        return Promise.resolve(1);
      },
      pauseAfterError: 1,
      onError: (error) => failures.push(error),
    });
    await vi.waitFor(() => expect(times).toBeGreaterThan(3));
  }
  const timesAtTheEnd = times;
  await new Promise((resolve) => setTimeout(resolve, 30));

  expect(failures).toEqual([failure]);
  expect(times).toBe(timesAtTheEnd);
});

test("disposing cuts a pause short, waits for the work under way, and keeps quiet about its failure", async () => {
  const failures: unknown[] = [];
  const under = Promise.withResolvers<number>();
  const repeated = keepDoing({
    work: () => under.promise,
    pauseAfterError: 3_600_000,
    onError: (error) => failures.push(error),
  });

  let isDisposed = false;
  const disposing = repeated[Symbol.asyncDispose]().then(() => (isDisposed = true));
  await new Promise(setImmediate);
  expect(isDisposed).toBe(false);
  under.reject(new Error("the connection was closed"));
  await disposing;

  expect(failures).toEqual([]);
});
