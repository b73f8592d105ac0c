import { OverloadedError } from "../../errors.ts";
import type { ItemResult } from "../../item-result.ts";
import type { PreparedEvent } from "../preparing/prepare-event.ts";
import type { StoreDeps } from "./store-events.ts";
import { storeEvents } from "./store-events.ts";

export interface Writer {
  /** Resolves after the event's commit. Fails at once with an {@link OverloadedError} if the queue is full. */
  write(event: PreparedEvent): Promise<ItemResult>;
  getQueueLength(): number;
  /** How long the oldest event without a result has been waiting, in milliseconds; 0 for none. */
  getOldestWait(): number;
  /** Milliseconds since a batch could not be stored; null if none failed, or one was stored since. */
  getTimeSinceFailure(): number | null;
  drain(): Promise<void>;
}

export interface WriterOptions extends StoreDeps {
  capacity?: number;
  /** Events per statement. Default 500. */
  batchSize?: number;
  onFlush?: (flush: Flush) => void;
}

export interface Flush {
  stored: number;
  milliseconds: number;
}

interface QueuedEvent {
  event: PreparedEvent;
  queuedAt: number;
  resolve: (result: ItemResult) => void;
}

/** Two statements keep both the database and this process busy; a third only makes batches smaller. */
const MAX_CONCURRENT_FLUSHES = 2;
/** The queue length from which a second statement is worth its round trip. */
const SECOND_FLUSH_QUEUE_LENGTH = 100;

/** Events queue up while a flush runs. A long queue has two concurrent flushes, which may commit in any order. */
export function createWriter({
  capacity = 10_000,
  batchSize = 500,
  onFlush,
  ...deps
}: WriterOptions): Writer {
  const flushes = new Set<Promise<void>>();
  /** When the oldest event of each batch that is being stored was queued. */
  const storing = new Map<readonly QueuedEvent[], number>();
  let queue: QueuedEvent[] = [];
  let failedAt: number | null = null;

  async function flushQueue(onEnd: () => void): Promise<void> {
    // Callers in the same turn of the event loop share a batch.
    await new Promise(setImmediate);

    while (queue.length > 0) {
      const batch = queue.slice(0, batchSize);
      queue = queue.slice(batchSize);
      if (queue.length >= SECOND_FLUSH_QUEUE_LENGTH) startFlush();
      await store(batch);
    }
    // In the same turn as the last look at the queue, so that the next write starts a new flush.
    onEnd();
  }

  async function store(batch: readonly QueuedEvent[]): Promise<void> {
    const start = performance.now();
    storing.set(batch, batch[0]?.queuedAt ?? start);
    const events = batch.map(({ event }) => event);
    const results = await storeEvents(deps, events, { notifyHandlers: true });

    storing.delete(batch);
    if (results.some(({ status }) => status === "stored")) failedAt = null;
    else if (results.some(({ status }) => status === "failed")) failedAt = performance.now();
    const stored = results.filter((result) => result.status === "stored" && !result.duplicate).length;
    onFlush?.({ stored, milliseconds: performance.now() - start });
    for (const [index, result] of results.entries()) batch[index]?.resolve(result);
  }

  function startFlush(): void {
    if (flushes.size >= MAX_CONCURRENT_FLUSHES) return;

    const flush = flushQueue(() => flushes.delete(flush));
    flushes.add(flush);
  }

  return {
    write(event) {
      if (queue.length >= capacity) {
        const error = new OverloadedError(`${capacity} events are waiting to be stored.`);
        return Promise.resolve({ status: "failed", error });
      }

      return new Promise((resolve) => {
        queue.push({ event, queuedAt: performance.now(), resolve });
        if (flushes.size === 0 || queue.length >= SECOND_FLUSH_QUEUE_LENGTH) startFlush();
      });
    },
    getQueueLength: () => queue.length,
    getOldestWait() {
      const since = Math.min(queue[0]?.queuedAt ?? Infinity, ...storing.values());
      return Number.isFinite(since) ? performance.now() - since : 0;
    },
    getTimeSinceFailure: () => (failedAt === null ? null : performance.now() - failedAt),
    async drain() {
      while (flushes.size > 0) await Promise.all(flushes);
    },
  };
}
