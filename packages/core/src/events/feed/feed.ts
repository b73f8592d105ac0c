import type { EntityManager } from "@admin-events/db";
import type { FeedCursor } from "./feed-cursor.ts";
import { loadEvents } from "../load-events.ts";
import type { Logger } from "../logger.ts";
import type { FeedEvent } from "./read-feed.ts";
import { feedHorizon, readFeed } from "./read-feed.ts";
import type { WakeSource } from "./wake-source.ts";

/** The next event of the feed; `announced` when it is shown again by `broadcast`. */
export type FeedMessage = FeedEvent & { announced: boolean };

type FeedListener = (message: FeedMessage) => void;

/** Reads the feed once for this process and hands every event to all listeners. */
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
      for (const { cursor, event } of page.events) {
        position = cursor;
        tell({ announced: false, cursor, event });
      }

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
    if (event) tell({ announced: true, cursor: position, event });
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
