import { expect, test } from "vitest";
import { completeRequest } from "../testing/open-usage.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import { createRecorder } from "./recorder.ts";

const logged: string[] = [];
const logger = {
  info: () => undefined,
  warn: (_: object, sentence: string) => void logged.push(sentence),
  error: () => undefined,
};

test("requests are written in batches, and recording waits for nothing", async () => {
  const batches: number[] = [];
  await using recorder = createRecorder({ write: keepSize(batches), logger, batchSize: 100 });

  for (let count = 0; count < 250; count++) recorder.record(completeRequest({}));
  expect(batches).toEqual([100]);
  await recorder.flush();

  expect(batches).toEqual([100, 100, 50]);
  expect(recorder.dropped()).toBe(0);
});

test("a lone request is written soon, without being input for", async () => {
  const batches: number[] = [];
  await using recorder = createRecorder({ write: keepSize(batches), logger, flushAfter: 10 });

  recorder.record(completeRequest({}));

  await expect.poll(() => batches).toEqual([1]);
});

test("what is beyond the capacity is dropped and counted, and what was there is stored", async () => {
  const batches: number[] = [];
  await using recorder = createRecorder({ write: keepSize(batches), logger, capacity: 5, batchSize: 10 });

  for (let count = 0; count < 8; count++) recorder.record(completeRequest({}));
  await recorder.flush();

  expect([batches, recorder.dropped()]).toEqual([[5], 3]);
});

test("a database that is away for a moment loses nothing; one that stays away costs the batch and a line in the log", async () => {
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
  expect([recorder.dropped(), logged]).toEqual([1, ["Requests were not recorded."]]);
});

test("a write that fails while nobody waits for it is no unhandled rejection", async () => {
  const rejections: unknown[] = [];
  const note = (reason: unknown) => void rejections.push(reason);
  process.on("unhandledRejection", note);
  await using recorder = createRecorder({
    write: () => Promise.reject(new Error("connection refused")),
    logger,
    flushAfter: 1,
  });

  recorder.record(completeRequest({}));
  await expect.poll(() => recorder.dropped(), { timeout: 3_000 }).toBe(1);

  process.off("unhandledRejection", note);
  expect(rejections).toEqual([]);
});

test("what waits when the process ends is stored", async () => {
  const batches: number[] = [];
  {
    await using recorder = createRecorder({ write: keepSize(batches), logger });
    recorder.record(completeRequest({}));
  }

  expect(batches).toEqual([1]);
});

function keepSize(batches: number[]) {
  return (requests: readonly RecordedRequest[]) => {
    batches.push(requests.length);
    return Promise.resolve();
  };
}
