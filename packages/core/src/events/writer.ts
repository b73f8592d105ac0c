import type { Dictionaries } from "./dictionary.ts";
import type { EntityManager } from "@admin-events/db";
import type { PreparedEvent } from "./prepare-event.ts";
import { writeEvents } from "./write-events.ts";

/** The queue is full: the caller should try again after a moment. */
export class WriterOverloaded extends Error {
  override readonly name = "WriterOverloaded";
  /** In how many seconds to try again. */
  readonly retryAfter = 1;
}

/** What became of one event that was given to the writer. */
export type WriteResult = { status: "stored" | "duplicate" } | { status: "refused"; reason: string };

/** Stores events, each caller answered after its event was committed. */
export interface Writer {
  /**
   * @throws {WriterOverloaded} when too many events wait already; nothing was stored then.
   * @throws when the database cannot be reached; the event may be sent again.
   */
  write(event: PreparedEvent): Promise<WriteResult>;
  /** Resolves when everything given so far is answered. */
  drain(): Promise<void>;
}

export interface WriterOptions {
  /** Gives an entity manager of its own for each flush. */
  fork: () => EntityManager;
  dictionaries: Dictionaries;
  /** The most events that may wait. Default 10,000. */
  capacity?: number;
  /** The most events in one statement. Default 500. */
  batchSize?: number;
}

interface Waiting {
  event: PreparedEvent;
  answer: PromiseWithResolvers<WriteResult>;
}

/**
 * A writer that joins concurrent callers into one statement. It clocks itself: while one flush is under way the next
 * one gathers, so a lone event is stored at once and a crowd is stored together.
 */
export function createWriter({
  fork,
  dictionaries,
  capacity = 10_000,
  batchSize = 500,
}: WriterOptions): Writer {
  const queue: Waiting[] = [];
  let flushing: Promise<void> | null = null;

  async function flushAll(): Promise<void> {
    // Callers of the same turn of the event loop belong together.
    await new Promise(setImmediate);

    while (queue.length > 0) {
      const batch = queue.splice(0, batchSize);
      await store(batch);
    }
    flushing = null;
  }

  async function store(batch: readonly Waiting[]): Promise<void> {
    try {
      const events = batch.map(({ event }) => event);
      const stored = await writeOrRelearn(events);
      const answered = new Set<string>();

      for (const { event, answer } of batch) {
        const isNew = stored.has(event.id) && !answered.has(event.id);
        answered.add(event.id);
        answer.resolve({ status: isNew ? "stored" : "duplicate" });
      }
    } catch (error) {
      await storeWithoutThePoison(batch, error);
    }
  }

  /** A user deleted meanwhile leaves a remembered number without its row: forget the numbers and look again. */
  async function writeOrRelearn(events: readonly PreparedEvent[]): Promise<Set<string>> {
    try {
      return await writeEvents(fork(), dictionaries, events, { notifyHandlers: true });
    } catch (error) {
      if (sqlState(error) !== foreignKeyViolation) throw error;
      dictionaries.people.forget();
      dictionaries.names.forget();
      return writeEvents(fork(), dictionaries, events, { notifyHandlers: true });
    }
  }

  /** Halves a batch until the one event that PostgreSQL cannot store stands alone; the others are stored. */
  async function storeWithoutThePoison(batch: readonly Waiting[], error: unknown): Promise<void> {
    if (!isDataError(error)) {
      for (const { answer } of batch) answer.reject(error);
      return;
    }
    if (batch.length === 1) {
      batch[0]?.answer.resolve({ status: "refused", reason: (error as Error).message });
      return;
    }

    const middle = Math.ceil(batch.length / 2);
    await store(batch.slice(0, middle));
    await store(batch.slice(middle));
  }

  return {
    write(event) {
      if (queue.length >= capacity)
        return Promise.reject(new WriterOverloaded("Too many events wait to be stored."));

      const answer = Promise.withResolvers<WriteResult>();
      queue.push({ event, answer });
      flushing ??= flushAll();

      return answer.promise;
    },
    async drain() {
      while (flushing) await flushing;
    },
  };
}

const foreignKeyViolation = "23503";

/** PostgreSQL's classes 22 (data) and 54 (limits): the statement fails however often it is tried. */
function isDataError(error: unknown): boolean {
  return /^(22|54)/.test(sqlState(error) ?? "");
}

function sqlState(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };

  return typeof code === "string" ? code : undefined;
}
