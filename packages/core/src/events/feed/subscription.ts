import type { AnyCatalog } from "@admin-events/catalog";
import type { EventFilter } from "../event-filter.ts";
import { matchesFilter } from "../event-filter.ts";
import type { Feed, FeedMessage } from "./feed.ts";
import type { FeedCursor } from "./feed-cursor.ts";
import { isAfter } from "./feed-cursor.ts";
import type { FeedEvent } from "./read-feed.ts";

export interface SubscriptionOptions {
  filter?: EventFilter;
  /** Where to resume; without it the subscription starts now. */
  after?: FeedCursor | null;
  signal?: AbortSignal;
}

/** The next events, at least one. Subscribers with the same filter are told the same object. */
export interface NextEvents extends FeedMessage {
  type: "events";
  /** The place of the last of them. */
  cursor: FeedCursor;
}

/** What a subscriber is told: the next events, or that it missed too much and should load the history anew. */
export type SubscriptionMessage = NextEvents | { type: "resync"; cursor: FeedCursor };

export interface Subscription extends AsyncIterableIterator<SubscriptionMessage> {
  /** Where to resume without missing anything: moves on also while the filter lets nothing through. */
  place(): FeedCursor;
}

/** The most events a subscriber may fall behind before it is told to load the history anew. */
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
  const filterKey = JSON.stringify(filter);
  let waiting: SubscriptionMessage[] = [];
  let eventsWaiting = 0;
  let arrived = Promise.withResolvers<void>();
  let seen: FeedCursor = after ?? feed.position();
  let isIdle = false;
  let closed = false;

  const stop = feed.listen((message) => {
    const next = nextEvents(catalog, filter, filterKey, message);
    if (!next) return;

    if (eventsWaiting > 0 && eventsWaiting + next.events.length > ringSize) {
      waiting = [{ type: "resync", cursor: next.cursor }];
      eventsWaiting = 0;
    } else {
      waiting.push(next);
      eventsWaiting += next.events.length;
    }
    arrived.resolve();
  });

  async function* messages(): AsyncGenerator<SubscriptionMessage, void, undefined> {
    const aborted = () => arrived.resolve();
    signal?.addEventListener("abort", aborted);

    try {
      if (after) yield* catchUp(after);

      while (!closed && !signal?.aborted) {
        const message = takeWaiting();
        if (message === undefined) {
          isIdle = true;
          await arrived.promise;
          isIdle = false;
          arrived = Promise.withResolvers();
          continue;
        }
        const news = newsIn(message);
        if (news) {
          yield news;
          seen = news.cursor;
        }
      }
    } finally {
      signal?.removeEventListener("abort", aborted);
      stop();
    }
  }

  function takeWaiting(): SubscriptionMessage | undefined {
    const message = waiting.shift();
    if (message?.type === "events") eventsWaiting -= message.events.length;

    return message;
  }

  async function* catchUp(from: FeedCursor): AsyncGenerator<SubscriptionMessage, void, undefined> {
    const horizon = await feed.horizon();
    // The numbers of another life of the database, before a restore, say nothing about this one.
    if (from.life !== horizon.life || from.xid > horizon.xid) return yield* startAnew();

    for (let pages = 0; pages < mostCatchUpPages; pages++) {
      const events = await feed.readAfter(seen, catchUpPage);
      const next = nextEvents(catalog, filter, filterKey, { events, announced: false });

      if (signal?.aborted) return;
      if (next) yield next;
      seen = events.at(-1)?.cursor ?? seen;
      if (events.length < catchUpPage) return;
    }

    yield* startAnew();
  }

  function* startAnew(): Generator<SubscriptionMessage, void, undefined> {
    seen = feed.position();
    yield { type: "resync", cursor: seen };
  }

  /** While a subscriber caught up, the feed may have told it what it then read itself. */
  function newsIn(message: SubscriptionMessage): SubscriptionMessage | null {
    if (message.type === "resync" || message.announced) return message;

    const isNews = ({ cursor }: FeedEvent) => isAfter(cursor, seen);
    if (message.events.every(isNews)) return message;
    const events = message.events.filter(isNews);

    return events.length > 0 ? { ...message, events } : null;
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

const selected = new WeakMap<FeedMessage, Map<string, NextEvents | null>>();

/** What a filter lets through of a message; null for nothing. Found out once for all subscribers with this filter. */
function nextEvents(
  catalog: AnyCatalog,
  filter: EventFilter,
  filterKey: string,
  message: FeedMessage,
): NextEvents | null {
  const byFilter = selected.get(message) ?? new Map<string, NextEvents | null>();
  selected.set(message, byFilter);
  const known = byFilter.get(filterKey);
  if (known !== undefined) return known;

  const events = message.events.filter(({ event }) => matchesFilter(catalog, filter, event));
  const last = events.at(-1);
  const next: NextEvents | null = last
    ? { type: "events", events, announced: message.announced, cursor: last.cursor }
    : null;
  byFilter.set(filterKey, next);

  return next;
}
