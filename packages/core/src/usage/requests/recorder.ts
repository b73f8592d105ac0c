import { setTimeout as sleep } from "node:timers/promises";
import type { RecordedRequest } from "./recorded-request.ts";
import type { Logger } from "../../logger.ts";

/** Takes requests in passing: nobody waits for it, and nothing fails by it. */
export interface RequestRecorder extends AsyncDisposable {
  record(request: RecordedRequest): void;
  /** How many requests were not recorded since the start, because too many waited or the database would not take them. */
  dropped(): number;
  /** Resolves when everything recorded so far is stored or dropped. */
  flush(): Promise<void>;
}

export interface RecorderOptions {
  /** Stores a batch; may throw. */
  write: (requests: readonly RecordedRequest[]) => Promise<unknown>;
  logger: Logger;
  /** The most requests that may wait. Default 10,000. */
  capacity?: number;
  /** The most requests in one statement. Default 500. */
  batchSize?: number;
  /** How long a request may wait for others, in milliseconds. Default 500. */
  flushAfter?: number;
}

const mostAttempts = 3;

/** A recorder that writes in batches and drops what it cannot keep, counted and told once for each batch. */
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
        if (attempt < mostAttempts) {
          await sleep(100 * attempt);
          continue;
        }
        dropped += batch.length;
        logger.warn({ error, requests: batch.length, dropped }, "Requests were not recorded.");
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
