import type { AnyCatalog } from "@admin-events/catalog";
import type { EventFilter } from "../event-filter.ts";
import { matchesFilter } from "../event-filter.ts";
import { splitByBytes } from "./estimate-bytes.ts";
import type { Feed, FeedMessage } from "./feed.ts";
import { isNews, MAX_MESSAGE_BYTES } from "./feed.ts";
import type { FeedCursor } from "./feed-cursor.ts";
import { isAfter } from "./feed-cursor.ts";
import type { FeedEvent } from "./read-feed.sql.ts";

export interface SubscriptionOptions {
  filter?: EventFilter;
  after?: FeedCursor | null;
  signal?: AbortSignal;
  /** Ends after what was missed since `after`, instead of waiting for more. */
  endsWhenCaughtUp?: boolean;
}

/** The next events, at least one. Subscribers with the same filter get the same object. */
export interface NextEvents extends FeedMessage {
  type: "events";
  cursor: FeedCursor;
}

/** `resync` means that the subscriber missed events and should load them again from the API. */
export type SubscriptionMessage = NextEvents | { type: "resync"; cursor: FeedCursor };

export interface Subscription extends AsyncIterableIterator<SubscriptionMessage> {
  /** Where to resume without missing anything. Advances even if no event passes the filter. */
  getCursor(): FeedCursor;
}

/** How far a subscriber may fall behind before it gets `resync`. */
const MAX_QUEUED_EVENTS = 1_000;
const MAX_QUEUED_BYTES = 4 * 1024 * 1024;
const CATCH_UP_PAGE_SIZE = 100;
/** Beyond this, reloading the newest page is faster than everything that was missed. */
const MAX_CATCH_UP_EVENTS = 5_000;
const MAX_CATCH_UP_BYTES = 4 * 1024 * 1024;

/** Each event at least once. Listens from the call, not from the first `next()`, so nothing is lost in between. */
export function subscribeToFeed(
  feed: Feed,
  getCatalog: () => AnyCatalog,
  { filter = {}, after, signal, endsWhenCaughtUp = false }: SubscriptionOptions,
): Subscription {
  const filterKey = JSON.stringify(filter);
  let queue: SubscriptionMessage[] = [];
  let queuedEvents = 0;
  let queuedBytes = 0;
  let arrived = Promise.withResolvers<void>();
  let lastCursor: FeedCursor = after ?? feed.getCursor();
  let isIdle = false;
  let isClosed = false;

  const stop = feed.listen((message) => {
    const next = selectEvents(getCatalog(), filter, filterKey, message);
    if (!next) return;

    const isTooFarBehind =
      queuedEvents + next.events.length > MAX_QUEUED_EVENTS ||
      queuedBytes + sumBytes(next) > MAX_QUEUED_BYTES;
    if (queuedEvents > 0 && isTooFarBehind) {
      queue = [{ type: "resync", cursor: next.cursor }];
      queuedEvents = 0;
      queuedBytes = 0;
    } else {
      queue.push(next);
      queuedEvents += next.events.length;
      queuedBytes += sumBytes(next);
    }
    arrived.resolve();
  });

  async function* readMessages(): AsyncGenerator<SubscriptionMessage, void, undefined> {
    const onAbort = () => arrived.resolve();
    signal?.addEventListener("abort", onAbort);

    try {
      if (after) yield* catchUp(after);
      if (endsWhenCaughtUp) return;

      while (!isClosed && !signal?.aborted) {
        const message = dequeue();
        if (message === undefined) {
          isIdle = true;
          await arrived.promise;
          isIdle = false;
          arrived = Promise.withResolvers();
          continue;
        }
        const unseen = omitSeen(message);
        if (unseen) {
          yield unseen;
          lastCursor = unseen.cursor;
        }
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
      stop();
    }
  }

  function dequeue(): SubscriptionMessage | undefined {
    const message = queue.shift();
    if (message?.type === "events") {
      queuedEvents -= message.events.length;
      queuedBytes -= sumBytes(message);
    }

    return message;
  }

  async function* catchUp(from: FeedCursor): AsyncGenerator<SubscriptionMessage, void, undefined> {
    if (!(await feed.isReached(from))) return yield* resync();

    let missedEvents = 0;
    let missedBytes = 0;
    while (missedEvents < MAX_CATCH_UP_EVENTS && missedBytes < MAX_CATCH_UP_BYTES) {
      const page = await feed.readAfter(lastCursor, CATCH_UP_PAGE_SIZE);
      for (const events of splitByBytes(page, MAX_MESSAGE_BYTES)) {
        const next = selectEvents(getCatalog(), filter, filterKey, { events, announced: false });
        if (signal?.aborted) return;
        if (next) {
          yield next;
          missedBytes += sumBytes(next);
        }
        lastCursor = events.at(-1)?.cursor ?? lastCursor;
      }
      missedEvents += page.length;
      if (page.length < CATCH_UP_PAGE_SIZE) return;
    }

    yield* resync();
  }

  function* resync(): Generator<SubscriptionMessage, void, undefined> {
    lastCursor = feed.getCursor();
    yield { type: "resync", cursor: lastCursor };
  }

  /** The feed queues events that catching up reads as well. */
  function omitSeen(message: SubscriptionMessage): SubscriptionMessage | null {
    if (message.type === "resync" || message.announced) return message;

    const isUnseen = ({ cursor }: FeedEvent) => isAfter(cursor, lastCursor);
    if (message.events.every(isUnseen)) return message;
    const events = message.events.filter(isUnseen);

    return events.length > 0 ? { ...message, events } : null;
  }

  const iterator = readMessages();

  return {
    getCursor: () => (isIdle && queue.length === 0 ? feed.getCursor() : lastCursor),
    next: () => iterator.next(),
    return: async () => {
      // A generator cannot return while it waits, so wake it first.
      isClosed = true;
      stop();
      arrived.resolve();
      return iterator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function sumBytes({ events }: NextEvents): number {
  let sum = 0;
  for (const { bytes } of events) sum += bytes;

  return sum;
}

const selected = new WeakMap<FeedMessage, Map<string, NextEvents | null>>();

/** The events of a message that pass a filter; null for none. Computed once for all subscribers with the same filter. */
function selectEvents(
  catalog: AnyCatalog,
  filter: EventFilter,
  filterKey: string,
  message: FeedMessage,
): NextEvents | null {
  const byFilter = selected.get(message) ?? new Map<string, NextEvents | null>();
  selected.set(message, byFilter);
  const cached = byFilter.get(filterKey);
  if (cached !== undefined) return cached;

  const events = message.events.filter(
    ({ event }) => isNews(message, event) && matchesFilter(catalog, filter, event),
  );
  const last = events.at(-1);
  const next: NextEvents | null = last
    ? { type: "events", events, announced: message.announced, cursor: last.cursor }
    : null;
  byFilter.set(filterKey, next);

  return next;
}
