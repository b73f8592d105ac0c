import { expect, test, vi } from "vitest";
import { keepDoing } from "./keep-doing.ts";

test("work repeats after its pause and after errors until it is disposed", async () => {
  let times = 0;
  const failures: unknown[] = [];
  const failure = new Error("the database was away");

  {
    await using _ = keepDoing({
      name: "test",
      work: () => {
        if (++times === 2) return Promise.reject(failure);
        return Promise.resolve(1);
      },
      pauseAfterError: 1,
      onError: (error) => failures.push(error),
    });
    await vi.waitFor(() => expect(times).toBeGreaterThan(3));
  }
  const timesAtDisposal = times;
  await new Promise((resolve) => setTimeout(resolve, 30));

  expect(failures).toEqual([failure]);
  expect(times).toBe(timesAtDisposal);
});

test("disposing waits for the current run and does not report its error", async () => {
  const failures: unknown[] = [];
  const running = Promise.withResolvers<number>();
  const repeated = keepDoing({
    name: "test",
    work: () => running.promise,
    pauseAfterError: 3_600_000,
    onError: (error) => failures.push(error),
  });

  let isDisposed = false;
  const disposing = repeated[Symbol.asyncDispose]().then(() => (isDisposed = true));
  await new Promise(setImmediate);
  expect(isDisposed).toBe(false);
  running.reject(new Error("the connection was closed"));
  await disposing;

  expect(failures).toEqual([]);
});

test("a run that hangs is reported, and the next one starts", async () => {
  let times = 0;
  await using loop = keepDoing({
    name: "Rollups",
    work: () => (++times === 1 ? new Promise<never>(() => undefined) : Promise.resolve(1)),
    pauseAfterError: 200,
    onError: () => undefined,
    timeLimit: 20,
  });
  expect(loop.getStatus()).toEqual({ name: "Rollups", lastSuccessAt: null, lastError: null });

  await vi.waitFor(() => expect(loop.getStatus().lastError).toBe("The run took longer than 0.02 seconds."), {
    interval: 5,
  });
  await vi.waitFor(() => expect(loop.getStatus().lastSuccessAt).not.toBeNull());

  expect(loop.getStatus().lastError).toBeNull();
});

test("waking ends the pause, also if it comes during a run, but not the pause after an error", async () => {
  let times = 0;
  await using loop = keepDoing({
    name: "Inbox",
    work() {
      times++;
      if (times === 2) loop.wake();
      return times === 4 ? Promise.reject(new Error("the database was away")) : Promise.resolve(3_600_000);
    },
    pauseAfterError: 3_600_000,
    onError: () => undefined,
  });
  await vi.waitFor(() => expect(loop.getStatus().lastSuccessAt).not.toBeNull());

  loop.wake();
  await vi.waitFor(() => expect(times).toBe(3));
  loop.wake();
  await vi.waitFor(() => expect(loop.getStatus().lastError).toBe("the database was away"));
  loop.wake();
  await new Promise(setImmediate);

  expect(times).toBe(4);
});
