import type { PreparedEvent } from "../preparing/prepare-event.ts";
import type { StoreParts, StoreResult } from "./store-events.ts";
import { storeEvents } from "./store-events.ts";

/** The queue is full: the caller should try again after a moment. */
export class WriterOverloaded extends Error {
  override readonly name = "WriterOverloaded";
  /** In how many seconds to try again. */
  readonly retryAfter = 1;
}

/** Stores events, each caller answered after its event was committed. */
export interface Writer {
  /** @throws {WriterOverloaded} when too many events wait already; nothing was stored then. */
  write(event: PreparedEvent): Promise<StoreResult>;
  /** How many events wait to be stored now. */
  waiting(): number;
  /** Resolves when everything given so far is answered. */
  drain(): Promise<void>;
}

export interface WriterOptions extends StoreParts {
  /** The most events that may wait. Default 10,000. */
  capacity?: number;
  /** The most events in one statement. Default 500. */
  batchSize?: number;
  /** Called after every statement. */
  onFlush?: (flush: Flush) => void;
}

/** One statement that stored events, or failed to. */
export interface Flush {
  /** How many are stored that were not before. */
  stored: number;
  milliseconds: number;
}

interface Waiting {
  event: PreparedEvent;
  answer: PromiseWithResolvers<StoreResult>;
}

/**
 * A writer that joins concurrent callers into one statement. It clocks itself: while one flush is under way the next
 * one gathers, so a lone event is stored at once and a crowd is stored together.
 */
export function createWriter({
  capacity = 10_000,
  batchSize = 500,
  onFlush,
  ...parts
}: WriterOptions): Writer {
  const queue: Waiting[] = [];
  let flushing: Promise<void> | null = null;

  async function flushAll(): Promise<void> {
    // Callers of the same turn of the event loop belong together.
    await new Promise(setImmediate);

    while (queue.length > 0) {
      const batch = queue.splice(0, batchSize);
      const events = batch.map(({ event }) => event);
      const start = performance.now();
      const results = await storeEvents(parts, events, { notifyHandlers: true });
      const stored = results.filter(({ status }) => status === "stored").length;
      onFlush?.({ stored, milliseconds: performance.now() - start });
      for (const [index, result] of results.entries()) batch[index]?.answer.resolve(result);
    }
    flushing = null;
  }

  return {
    write(event) {
      if (queue.length >= capacity) {
        return Promise.reject(new WriterOverloaded("Too many events wait to be stored."));
      }

      const answer = Promise.withResolvers<StoreResult>();
      queue.push({ event, answer });
      flushing ??= flushAll();

      return answer.promise;
    },
    waiting: () => queue.length,
    async drain() {
      while (flushing) await flushing;
    },
  };
}
