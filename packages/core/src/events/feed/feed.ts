import type { EntityManager } from "@admin-events/db";
import { setTimeout as sleep } from "node:timers/promises";
import { validate as isUuid } from "uuid";
import type { Logger } from "../../logger.ts";
import type { StoredEvent } from "../event.ts";
import { loadEvents } from "../load-events.ts";
import { estimateBytes, splitByBytes } from "./estimate-bytes.ts";
import type { FeedCursor } from "./feed-cursor.ts";
import { isAfter } from "./feed-cursor.ts";
import type { FeedEvent, FeedPage } from "./read-feed.sql.ts";
import { getFeedHorizon, isReached } from "./feed-horizon.sql.ts";
import { getFeedDelay } from "./open-writes.sql.ts";
import { readFeed } from "./read-feed.sql.ts";
import type { WakeSource } from "./wake-source.ts";

export interface FeedMessage {
  events: readonly FeedEvent[];
  /** True if `broadcast` sent the events, which were already stored. */
  announced: boolean;
}

/** Whether live subscribers get an event. An import stores history, which is not news, unless it is announced. */
export function isNews({ announced }: FeedMessage, event: StoredEvent): boolean {
  return announced || !event.isImported;
}

type FeedListener = (message: FeedMessage) => void;

/** Reads the feed once per process and passes the same events to all listeners. */
export interface Feed {
  getCursor(): FeedCursor;
  listen(listener: FeedListener): () => void;
  getListenerCount(): number;
  getHorizon(): Promise<FeedCursor>;
  /** Whether a subscriber can resume at the cursor. */
  isReached(cursor: FeedCursor): Promise<boolean>;
  /** Reads one page of past events, for a subscriber that resumes. */
  readAfter(cursor: FeedCursor, limit: number): Promise<FeedEvent[]>;
  /** Reads now instead of at the next notification. */
  wake(): void;
  close(): Promise<void>;
}

export interface FeedDeps {
  fork: () => EntityManager;
  wakeSource: WakeSource;
  logger: Logger;
}

const PAGE_SIZE = 500;
/** So that a slow reader makes progress from message to message. Larger only for a single event. */
export const MAX_MESSAGE_BYTES = 128 * 1024;
const LAG_WARNING_MS = 5_000;
/** Transactions that store events end sooner. */
const OWN_TRANSACTION_MS = 20;
/** The pause per listener after each read, so that many listeners get several events per message. */
const PAUSE_PER_LISTENER_MS = 0.05;
const MAX_PAUSE_MS = 100;
const MIN_RETRY_MS = 5;
const MAX_RETRY_MS = 250;

export async function startFeed({ fork, wakeSource, logger }: FeedDeps): Promise<Feed> {
  const listeners = new Set<FeedListener>();
  let cursor = await getFeedHorizon(fork());
  let reading: Promise<void> | null = null;
  let hasWokenWhileReading = false;
  let retryTimer: NodeJS.Timeout | undefined;
  let retryDelay = MIN_RETRY_MS;
  let heldBackSince: number | null = null;
  let warnedAt: number | null = null;
  /** Whether a transaction of another database was passed, so that the next page begins behind it as well. */
  let isHeldElsewhere = false;
  let isClosed = false;

  function notifyListeners(message: FeedMessage): void {
    for (const listener of listeners) {
      try {
        listener(message);
      } catch (error) {
        logger.error({ error }, "A live feed listener failed.");
      }
    }
  }

  async function advance(): Promise<void> {
    if (listeners.size === 0) {
      const horizon = await getFeedHorizon(fork());
      // A listener that was added meanwhile must get everything after the cursor of that time.
      if (listeners.size === 0) {
        if (horizon.timeline !== cursor.timeline || isAfter(horizon, cursor)) cursor = horizon;
        return;
      }
    }

    for (let isFull = true; isFull && !isClosed;) {
      const page = await readFeed(fork(), cursor, PAGE_SIZE, passesOtherDatabases());
      cursor = page.end;
      for (const events of splitByBytes(page.events, MAX_MESSAGE_BYTES))
        notifyListeners({ events, announced: false });

      if (page.events.length > 0) retryDelay = MIN_RETRY_MS;
      await noteLag(page);
      if (page.isHeldBack) retryLater();
      isFull = page.isFull;
    }
  }

  function passesOtherDatabases(): boolean {
    return isHeldElsewhere || (heldBackSince !== null && Date.now() - heldBackSince >= OWN_TRANSACTION_MS);
  }

  async function noteLag({ events, isHeldBack, isHeldElsewhere: isElsewhere }: FeedPage): Promise<void> {
    if (events.length > 0) isHeldElsewhere = isElsewhere;
    if (!isHeldBack) {
      heldBackSince = null;
      warnedAt = null;
      return;
    }
    heldBackSince ??= Date.now();
    if (Date.now() - (warnedAt ?? heldBackSince) < LAG_WARNING_MS) return;

    warnedAt = Date.now();
    const { openWrites } = await getFeedDelay(fork());
    logger.warn(
      { seconds: Math.round((Date.now() - heldBackSince) / 1_000), openWrites },
      "The live feed is waiting for an open transaction of this database that has written. If the first of `openWrites` is not needed, end it.",
    );
  }

  /** Rows wait for a running transaction. Retries with exponential backoff. */
  function retryLater(): void {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(wake, retryDelay);
    retryDelay = Math.min(retryDelay * 2, MAX_RETRY_MS);
  }

  async function readUntilIdle(): Promise<void> {
    do {
      hasWokenWhileReading = false;
      try {
        await advance();
      } catch (error) {
        if (!isClosed) logger.warn({ error }, "The live feed could not be read. Retrying.");
        retryDelay = MAX_RETRY_MS;
        retryLater();
        return;
      }
      await sleep(Math.min(listeners.size * PAUSE_PER_LISTENER_MS, MAX_PAUSE_MS));
    } while (hasWokenWhileReading && !isClosed);
  }

  function wake(): void {
    if (isClosed) return;
    if (reading) {
      hasWokenWhileReading = true;
      return;
    }
    reading = readUntilIdle().finally(() => (reading = null));
  }

  async function broadcast(id: string): Promise<void> {
    try {
      const [event] = await loadEvents(fork(), [id]);
      if (event)
        notifyListeners({ events: [{ cursor, event, bytes: estimateBytes(event) }], announced: true });
    } catch (error) {
      logger.warn({ error, eventId: id }, "An event could not be loaded for its broadcast.");
    }
  }

  const stopListening = wakeSource.listen((payload) => {
    if (payload === "") wake();
    // Anyone who can connect to the database can notify anything.
    else if (isUuid(payload)) void broadcast(payload);
  });

  return {
    getCursor: () => cursor,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getListenerCount: () => listeners.size,
    getHorizon: () => getFeedHorizon(fork()),
    isReached: (cursor) => isReached(fork(), cursor),
    async readAfter(cursor, limit) {
      const { events } = await readFeed(fork(), cursor, limit, true);
      return events;
    },
    wake,
    async close() {
      isClosed = true;
      clearTimeout(retryTimer);
      stopListening();
      listeners.clear();
      await reading;
    },
  };
}
