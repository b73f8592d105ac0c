import type { AnyCatalog } from "@admin-events/catalog";
import type { EventFilter } from "../event-filter.ts";
import { matchesFilter } from "../event-filter.ts";
import type { Feed, FeedMessage } from "./feed.ts";
import type { FeedCursor } from "./feed-cursor.ts";
import { isAfter } from "./feed-cursor.ts";

export interface SubscriptionOptions {
  filter?: EventFilter;
  /** Where to resume; without it the subscription starts now. */
  after?: FeedCursor | null;
  signal?: AbortSignal;
}

/** What a subscriber is told: the next event, or that it missed too much and should load the history anew. */
export type SubscriptionMessage = ({ type: "event" } & FeedMessage) | { type: "resync"; cursor: FeedCursor };

export interface Subscription extends AsyncIterableIterator<SubscriptionMessage> {
  /** Where to resume without missing anything: moves on also while the filter lets nothing through. */
  place(): FeedCursor;
}

/** The most messages a subscriber may fall behind before it is told to load the history anew. */
const ringSize = 1_000;
const catchUpPage = 500;
const mostCatchUpPages = 10;

/**
 * The events after a place in the feed, without end, each at least once. It listens from the moment of the call, not
 * from the first `next()`, so nothing falls between a call and its loop.
 */
export function subscribeToFeed(
  feed: Feed,
  catalog: AnyCatalog,
  { filter = {}, after, signal }: SubscriptionOptions,
): Subscription {
  const waiting: SubscriptionMessage[] = [];
  let arrived = Promise.withResolvers<void>();
  let seen: FeedCursor = after ?? feed.position();
  let isIdle = false;
  let closed = false;

  const stop = feed.listen((message) => {
    if (!matchesFilter(catalog, filter, message.event)) return;
    if (waiting.length >= ringSize) {
      waiting.length = 0;
      waiting.push({ type: "resync", cursor: message.cursor });
    } else {
      waiting.push({ type: "event", ...message });
    }
    arrived.resolve();
  });

  async function* messages(): AsyncGenerator<SubscriptionMessage, void, undefined> {
    const aborted = () => arrived.resolve();
    signal?.addEventListener("abort", aborted);

    try {
      if (after) yield* catchUp(after);

      while (!closed && !signal?.aborted) {
        const message = waiting.shift();
        if (message === undefined) {
          isIdle = true;
          await arrived.promise;
          isIdle = false;
          arrived = Promise.withResolvers();
        } else if (isNews(message)) {
          yield message;
          seen = message.cursor;
        }
      }
    } finally {
      signal?.removeEventListener("abort", aborted);
      stop();
    }
  }

  async function* catchUp(from: FeedCursor): AsyncGenerator<SubscriptionMessage, void, undefined> {
    const horizon = await feed.horizon();
    // The numbers of another life of the database, before a restore, say nothing about this one.
    if (from.life !== horizon.life || from.xid > horizon.xid) return yield* startAnew();

    for (let pages = 0; pages < mostCatchUpPages; pages++) {
      const events = await feed.readAfter(seen, catchUpPage);

      for (const { cursor, event } of events) {
        seen = cursor;
        if (signal?.aborted) return;
        if (matchesFilter(catalog, filter, event)) yield { type: "event", announced: false, cursor, event };
      }
      if (events.length < catchUpPage) return;
    }

    yield* startAnew();
  }

  function* startAnew(): Generator<SubscriptionMessage, void, undefined> {
    seen = feed.position();
    yield { type: "resync", cursor: seen };
  }

  /** While a subscriber caught up, the feed may have told it what it then read itself. */
  function isNews(message: SubscriptionMessage): boolean {
    return message.type === "resync" || message.announced || isAfter(message.cursor, seen);
  }

  const iterator = messages();

  return {
    place: () => (isIdle && waiting.length === 0 ? feed.position() : seen),
    next: () => iterator.next(),
    return: async () => {
      // A generator that waits cannot be returned from outside: wake it first.
      closed = true;
      stop();
      arrived.resolve();
      return iterator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
