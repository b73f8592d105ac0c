import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../../logger.ts";
import type { RecordedRequest } from "./recorded-request.ts";

/** Records requests in the background, without delaying or failing them. */
export interface RequestRecorder extends AsyncDisposable {
  record(request: RecordedRequest): void;
  /** The number of requests not recorded since the start, because the queue was full or the database failed. */
  dropped(): number;
  /** Resolves when everything recorded so far is stored or dropped. */
  flush(): Promise<void>;
}

export interface RecorderOptions {
  write: (requests: readonly RecordedRequest[]) => Promise<unknown>;
  logger: Logger;
  /** The maximum number of waiting requests. Default 10,000. */
  capacity?: number;
  /** The maximum number of requests in a batch. Default 500. */
  batchSize?: number;
  /** The time until an incomplete batch is written, in milliseconds. Default 500. */
  flushAfter?: number;
}

const MAX_ATTEMPTS = 3;

/** Writes in batches. Drops, counts and logs a batch that cannot be stored. */
export function createRecorder({
  write,
  logger,
  capacity = 10_000,
  batchSize = 500,
  flushAfter = 500,
}: RecorderOptions): RequestRecorder {
  const waiting: RecordedRequest[] = [];
  let dropped = 0;
  let timer: NodeJS.Timeout | null = null;
  let flushing: Promise<void> | null = null;

  async function flushAll(): Promise<void> {
    while (waiting.length > 0) await store(waiting.splice(0, batchSize));
    flushing = null;
  }

  async function store(batch: readonly RecordedRequest[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await write(batch);
        return;
      } catch (error) {
        if (attempt < MAX_ATTEMPTS) {
          await sleep(100 * attempt);
          continue;
        }
        dropped += batch.length;
        logger.warn({ error, requests: batch.length, dropped }, "Requests could not be recorded.");
        return;
      }
    }
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    flushing ??= flushAll();

    return flushing;
  }

  return {
    record(request) {
      if (waiting.length >= capacity) {
        dropped++;
        return;
      }
      waiting.push(request);
      if (waiting.length >= batchSize) void flush();
      else timer ??= setTimeout(() => void flush(), flushAfter).unref();
    },
    dropped: () => dropped,
    flush,
    [Symbol.asyncDispose]: flush,
  };
}
