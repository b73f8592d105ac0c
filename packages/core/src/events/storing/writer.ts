import type { PreparedEvent } from "../preparing/prepare-event.ts";
import type { StoreParts, StoreResult } from "./store-events.ts";
import { storeEvents } from "./store-events.ts";

/** The queue is full: the caller should try again after a moment. */
export class OverloadedError extends Error {
  override readonly name = "OverloadedError";
  /** In how many seconds to try again. */
  readonly retryAfter = 1;
}

/** Stores events, each caller answered after its event was committed. */
export interface Writer {
  /** @throws {OverloadedError} when too many events wait already; nothing was stored then. */
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
  answer: (result: StoreResult) => void;
}

/** Two statements keep both the database and this process busy; a third would only divide the crowd. */
const mostFlushes = 2;
/** From so many waiting events on, a second statement is worth its round trip. */
const crowd = 100;

/**
 * A writer that joins concurrent callers into one statement. It clocks itself: while one flush is under way the next
 * one gathers, so a lone event is stored at once and a crowd is stored together. A large crowd is stored by two flushes
 * at once; which of them commits first is as open as between two processes.
 */
export function createWriter({
  capacity = 10_000,
  batchSize = 500,
  onFlush,
  ...parts
}: WriterOptions): Writer {
  const flushes = new Set<Promise<void>>();
  let queue: Waiting[] = [];

  async function flushAll(onEnd: () => void): Promise<void> {
    // Callers of the same turn of the event loop belong together.
    await new Promise(setImmediate);

    while (queue.length > 0) {
      const batch = queue.slice(0, batchSize);
      queue = queue.slice(batchSize);
      if (queue.length >= crowd) startFlush();
      await store(batch);
    }
    // At once after the queue was seen empty: whoever writes from now on starts a flush anew.
    onEnd();
  }

  async function store(batch: readonly Waiting[]): Promise<void> {
    const start = performance.now();
    const events = batch.map(({ event }) => event);
    const results = await storeEvents(parts, events, { notifyHandlers: true });

    const stored = results.filter(({ status }) => status === "stored").length;
    onFlush?.({ stored, milliseconds: performance.now() - start });
    for (const [index, result] of results.entries()) batch[index]?.answer(result);
  }

  function startFlush(): void {
    if (flushes.size >= mostFlushes) return;

    const flush = flushAll(() => flushes.delete(flush));
    flushes.add(flush);
  }

  return {
    write(event) {
      if (queue.length >= capacity) {
        return Promise.reject(new OverloadedError("Too many events wait to be stored."));
      }

      return new Promise((answer) => {
        queue.push({ event, answer });
        if (flushes.size === 0 || queue.length >= crowd) startFlush();
      });
    },
    waiting: () => queue.length,
    async drain() {
      while (flushes.size > 0) await Promise.all(flushes);
    },
  };
}
