import { expect, test } from "vitest";
import { completeRequest } from "../testing/open-usage.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import { createRecorder } from "./recorder.ts";

const logged: string[] = [];
const logger = {
  info: () => undefined,
  warn: (_: object, message: string) => void logged.push(message),
  error: () => undefined,
};

test("writes requests in batches, and recording does not wait", async () => {
  const batches: number[] = [];
  await using recorder = createRecorder({ write: collectSizes(batches), logger, batchSize: 100 });

  for (let count = 0; count < 250; count++) recorder.record(completeRequest({}));
  expect(batches).toEqual([100]);
  await recorder.flush();

  expect(batches).toEqual([100, 100, 50]);
  expect(recorder.dropped()).toBe(0);
});

test("writes a single request after a short time", async () => {
  const batches: number[] = [];
  await using recorder = createRecorder({ write: collectSizes(batches), logger, flushAfter: 10 });

  recorder.record(completeRequest({}));

  await expect.poll(() => batches).toEqual([1]);
});

test("drops and counts requests beyond the capacity, and stores the others", async () => {
  const batches: number[] = [];
  await using recorder = createRecorder({ write: collectSizes(batches), logger, capacity: 5, batchSize: 10 });

  for (let count = 0; count < 8; count++) recorder.record(completeRequest({}));
  await recorder.flush();

  expect([batches, recorder.dropped()]).toEqual([[5], 3]);
});

test("retries a failing database, then drops the batch and logs a warning", async () => {
  let failures = 2;
  await using recorder = createRecorder({
    write() {
      if (failures-- > 0) throw new Error("connection refused");
      return Promise.resolve();
    },
    logger,
  });

  recorder.record(completeRequest({}));
  await recorder.flush();
  expect([recorder.dropped(), logged]).toEqual([0, []]);

  failures = Infinity;
  recorder.record(completeRequest({}));
  await recorder.flush();
  expect([recorder.dropped(), logged]).toEqual([1, ["Requests could not be recorded."]]);
});

test("a failing write in the background causes no unhandled rejection", async () => {
  const rejections: unknown[] = [];
  const collect = (reason: unknown) => void rejections.push(reason);
  process.on("unhandledRejection", collect);
  await using recorder = createRecorder({
    write: () => Promise.reject(new Error("connection refused")),
    logger,
    flushAfter: 1,
  });

  recorder.record(completeRequest({}));
  await expect.poll(() => recorder.dropped(), { timeout: 3_000 }).toBe(1);

  process.off("unhandledRejection", collect);
  expect(rejections).toEqual([]);
});

test("stores waiting requests on disposal", async () => {
  const batches: number[] = [];
  {
    await using recorder = createRecorder({ write: collectSizes(batches), logger });
    recorder.record(completeRequest({}));
  }

  expect(batches).toEqual([1]);
});

function collectSizes(batches: number[]) {
  return (requests: readonly RecordedRequest[]) => {
    batches.push(requests.length);
    return Promise.resolve();
  };
}
