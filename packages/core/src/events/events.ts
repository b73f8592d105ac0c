import type { EventMetadata, EventName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { toItemResult } from "../item-result.ts";
import type { ItemResult, Rejection, StoredItem } from "../item-result.ts";
import type { Logger } from "../logger.ts";
import type { EventDetails, StoredEvent } from "./event.ts";
import type { EventFilter } from "./event-filter.ts";
import { matchesFilter, withInstants } from "./event-filter.ts";
import type { Feed } from "./feed/feed.ts";
import { isNews } from "./feed/feed.ts";
import type { Ingest } from "./ingest.ts";
import type { EnqueueEvents } from "./inbox/enqueue-events.ts";
import type { EventRules } from "./preparing/prepare-event.ts";
import { notifyBroadcast } from "./storing/write-events.sql.ts";
import { assertInTransaction } from "./assert-in-transaction.ts";

/** The last argument of `track`. Required if the event's metadata has required fields. */
export type TrackOptions<C, Name extends EventName<C>> =
  Record<string, never> extends EventMetadata<C, Name>
    ? [options?: EventDetails<EventMetadata<C, Name>>]
    : [options: EventDetails<EventMetadata<C, Name>> & { metadata: EventMetadata<C, Name> }];

/** Tracks events and subscribes to them. `analytics` has the queries. */
export interface Events<C> {
  /**
   * Stores an event. Never throws: logs a failure and returns null.
   *
   * Resolves after the commit. Does not wait for handlers.
   */
  track<Name extends EventName<C>>(name: Name, ...options: TrackOptions<C, Name>): Promise<StoredItem | null>;

  /**
   * Tracks an event in the caller's transaction: it exists if and only if the transaction commits. It is checked at once,
   * and stored a few milliseconds after the commit, so `events`, charts, the live feed and handlers have it then. The
   * transaction waits for no other one on account of it, and `duplicate` says whether the id was stored before the call.
   *
   * @throws {ValidationError} if the event is invalid.
   * @throws any error of the database. Let the transaction roll back.
   *
   * @example
   * await em.transactional(async (em) => {
   *   em.persist(user);
   *   await em.flush();
   *   await events.track(em, "user.signed_up", { userId: user.externalId });
   * });
   */
  track<Name extends EventName<C>>(
    em: EntityManager,
    name: Name,
    ...options: TrackOptions<C, Name>
  ): Promise<StoredItem>;

  /**
   * Calls back for every event that any process commits from now on, except imported history unless `includeImported` is
   * set; `event.isImported` tells them apart. Returns the function that unsubscribes.
   *
   * @throws {ValidationError} if a time of the filter is invalid.
   */
  subscribe(
    listener: (event: StoredEvent) => void,
    filter?: EventFilter,
    options?: SubscribeOptions,
  ): () => void;

  /**
   * Shows a stored event to every live subscriber of every process again, for example after its metadata changed. Logs a warning
   * instead while PostgreSQL's queue of notifications is more than half full.
   */
  broadcast(event: Pick<StoredEvent, "id">): Promise<void>;
}

interface SubscribeOptions {
  /** Whether to call back for events that an import stores. Default false. */
  includeImported?: boolean;
}

const QUEUE_TOO_FULL =
  "An event was not broadcast: PostgreSQL's queue of notifications is more than half full. Look for a session of any database that listens and has been in a transaction for long.";

interface EventsDeps {
  fork: () => EntityManager;
  rules: EventRules;
  ingest: Ingest;
  enqueue: EnqueueEvents;
  feed: Feed;
  logger: Logger;
  onRejected?: (rejection: Rejection) => void;
}

export function createEvents<C>({
  fork,
  rules,
  ingest,
  enqueue,
  feed,
  logger,
  onRejected,
}: EventsDeps): Events<C> {
  async function trackSafely(name: string, details: EventDetails = {}): Promise<StoredItem | null> {
    const [result] = await ingest([{ ...details, name }]).catch((error): ItemResult[] => [
      toItemResult(error),
    ]);
    if (result?.status === "stored") return result;

    if (result?.status === "rejected")
      onRejected?.({ keyId: null, item: { ...details, name }, path: result.path, reason: result.reason });
    logger.error({ name, result }, "An event was not stored.");
    return null;
  }

  async function trackInTransaction(
    em: EntityManager,
    name: string,
    details: EventDetails = {},
  ): Promise<StoredItem> {
    assertInTransaction(em, `track(em, "${name}")`);

    const [tracked] = await enqueue(em, [{ ...details, name }]);

    return tracked as StoredItem;
  }

  function notify(listener: (event: StoredEvent) => void, event: StoredEvent): void {
    try {
      listener(event);
    } catch (error) {
      logger.error({ error, eventId: event.id }, "A subscriber failed.");
    }
  }

  function track(...args: unknown[]): Promise<StoredItem | null> {
    const [first, second, third] = args;

    return typeof first === "string"
      ? trackSafely(first, second as EventDetails | undefined)
      : trackInTransaction(first as EntityManager, second as string, third as EventDetails | undefined);
  }

  return {
    track: track as Events<C>["track"],
    subscribe(listener, sentFilter = {}, { includeImported = false } = {}) {
      const filter = withInstants(sentFilter, rules.timeZone);
      return feed.listen((message) => {
        for (const { event } of message.events) {
          const isWanted = includeImported || isNews(message, event);
          if (isWanted && matchesFilter(rules.catalog, filter, event)) notify(listener, event);
        }
      });
    },
    async broadcast({ id }) {
      const isSent = await notifyBroadcast(fork(), id);
      if (!isSent) logger.warn({ eventId: id }, QUEUE_TOO_FULL);
    },
  };
}
