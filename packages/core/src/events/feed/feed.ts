import type { EntityManager } from "@admin-events/db";
import { setTimeout as sleep } from "node:timers/promises";
import type { FeedCursor } from "./feed-cursor.ts";
import { loadEvents } from "../load-events.ts";
import type { FeedEvent } from "./read-feed.ts";
import { feedHorizon, readFeed } from "./read-feed.ts";
import type { WakeSource } from "./wake-source.ts";
import type { Logger } from "../../logger.ts";

/** The next events of the feed, at least one; `announced` when one is shown again by `broadcast`. */
export interface FeedMessage {
  events: readonly FeedEvent[];
  announced: boolean;
}

type FeedListener = (message: FeedMessage) => void;

/** Reads the feed once for this process and hands all listeners the same events. */
export interface Feed {
  /** Where the feed stands: listeners added now are told of everything after it. */
  position(): FeedCursor;
  /** Adds a listener. The returned function removes it. */
  listen(listener: FeedListener): () => void;
  /** How many listen. */
  listening(): number;
  /** The place behind which nothing can appear any more, asked of the database now. */
  horizon(): Promise<FeedCursor>;
  /** Reads one page of the past, for a subscriber that resumes. */
  readAfter(cursor: FeedCursor, limit: number): Promise<FeedEvent[]>;
  /** Reads now instead of at the next wake-up. */
  wake(): void;
  close(): Promise<void>;
}

export interface FeedOptions {
  fork: () => EntityManager;
  wakeSource: WakeSource;
  logger: Logger;
}

const pageSize = 500;
/** Milliseconds after which a feed that waits says so in the log. */
const longestWait = 5_000;
/**
 * Milliseconds that the feed rests for each listener before it reads on, so that a thousand of them are told of many events
 * at once instead of each on its own; and the most it rests.
 */
const restForListener = 0.05;
const longestRest = 100;
const firstRetry = 5;
const longestRetry = 250;

/** Starts reading at the present horizon. */
export async function startFeed({ fork, wakeSource, logger }: FeedOptions): Promise<Feed> {
  const listeners = new Set<FeedListener>();
  let position = await feedHorizon(fork());
  let reading: Promise<void> | null = null;
  let wokenWhileReading = false;
  let retryTimer: NodeJS.Timeout | undefined;
  let retryDelay = firstRetry;
  let waitingSince: number | null = null;
  let closed = false;

  function tell(message: FeedMessage): void {
    for (const listener of listeners) {
      try {
        listener(message);
      } catch (error) {
        logger.error({ error }, "A feed listener threw.");
      }
    }
  }

  async function advance(): Promise<void> {
    if (listeners.size === 0) {
      const horizon = await feedHorizon(fork());
      // Whoever began to listen meanwhile was promised everything after the position that held then.
      if (listeners.size === 0) {
        position = horizon;
        return;
      }
    }

    for (let full = true; full && !closed;) {
      const page = await readFeed(fork(), position, pageSize);
      position = page.end;
      if (page.events.length > 0) tell({ events: page.events, announced: false });

      if (page.events.length > 0) retryDelay = firstRetry;
      noteWaiting(page.unsettled);
      if (page.unsettled) retryLater();
      full = page.full;
    }
  }

  /** Says so when events have waited long behind a transaction that does not end. */
  function noteWaiting(isWaiting: boolean): void {
    if (!isWaiting) {
      waitingSince = null;
      return;
    }
    waitingSince ??= Date.now();
    if (Date.now() - waitingSince < longestWait) return;

    logger.warn(
      { seconds: longestWait / 1000 },
      "The live feed waits for a transaction that has written and does not end.",
    );
    waitingSince = Date.now();
  }

  /** Rows wait behind a running transaction: look again soon, then less and less often. */
  function retryLater(): void {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(wake, retryDelay);
    retryDelay = Math.min(retryDelay * 2, longestRetry);
  }

  async function readUntilQuiet(): Promise<void> {
    do {
      wokenWhileReading = false;
      try {
        await advance();
      } catch (error) {
        if (!closed) logger.warn({ error }, "The live feed could not be read; it will try again.");
        retryDelay = longestRetry;
        retryLater();
        return;
      }
      await sleep(Math.min(listeners.size * restForListener, longestRest));
    } while (wokenWhileReading && !closed);
  }

  function wake(): void {
    if (closed) return;
    if (reading) {
      wokenWhileReading = true;
      return;
    }
    reading = readUntilQuiet().finally(() => (reading = null));
  }

  async function announce(id: string): Promise<void> {
    const [event] = await loadEvents(fork(), [id]);
    if (event) tell({ events: [{ cursor: position, event }], announced: true });
  }

  const stopListening = wakeSource.listen((payload) => {
    if (payload === "") wake();
    else
      announce(payload).catch((error: unknown) =>
        logger.warn({ error }, "An announced event could not be read."),
      );
  });

  return {
    position: () => position,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listening: () => listeners.size,
    horizon: () => feedHorizon(fork()),
    async readAfter(cursor, limit) {
      const { events } = await readFeed(fork(), cursor, limit);
      return events;
    },
    wake,
    async close() {
      closed = true;
      clearTimeout(retryTimer);
      stopListening();
      listeners.clear();
      await reading;
    },
  };
}
