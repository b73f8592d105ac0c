import type { EventMetadata, EventName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { EventDetails, StoredEvent, TrackedEvent } from "./event.ts";
import type { EventFilter } from "./event-filter.ts";
import { matchesFilter } from "./event-filter.ts";
import type { Feed } from "./feed/feed.ts";
import type { Ingest } from "./ingest.ts";
import type { EventRules } from "./preparing/prepare-event.ts";
import type { RecordEvents } from "./record-events.ts";
import { getWakeChannel } from "./storing/write-events.ts";
import type { Logger } from "../logger.ts";

/** `track`'s last argument: required exactly when the event's metadata has required fields. */
export type TrackOptions<C, Name extends EventName<C>> =
  Record<string, never> extends EventMetadata<C, Name>
    ? [options?: EventDetails<EventMetadata<C, Name>>]
    : [options: EventDetails<EventMetadata<C, Name>> & { metadata: EventMetadata<C, Name> }];

/** What an application does with events. Questions about them are asked elsewhere, in `analytics`. */
export interface Events<C> {
  /**
   * Stores an event. Never throws: a failure is logged and answered with null.
   *
   * Resolves when the event is committed. Handlers run after that and are not waited for.
   */
  track<Name extends EventName<C>>(
    name: Name,
    ...options: TrackOptions<C, Name>
  ): Promise<TrackedEvent | null>;

  /**
   * Stores an event inside the caller's transaction: it exists if and only if the transaction commits. The live feed
   * and handlers hear of it after the commit.
   *
   * @throws {ValidationError} when the event breaks a rule, and whatever the database throws; let it roll back.
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
  ): Promise<TrackedEvent>;

  /** Calls back for every event that any process commits from now on. Returns how to stop. */
  subscribe(listener: (event: StoredEvent) => void, filter?: EventFilter): () => void;

  /** Shows a stored event to every live subscriber of every process once more, for example after its metadata was mended. */
  broadcast(event: Pick<StoredEvent, "id">): Promise<void>;
}

interface EventsParts {
  fork: () => EntityManager;
  rules: EventRules;
  ingest: Ingest;
  record: RecordEvents;
  feed: Feed;
  logger: Logger;
}

export function createEvents<C>({ fork, rules, ingest, record, feed, logger }: EventsParts): Events<C> {
  async function trackSafely(name: string, details: EventDetails = {}): Promise<TrackedEvent | null> {
    try {
      const [result] = await ingest([{ ...details, name }]);
      if (result?.status === "stored") {
        const { status: _, ...tracked } = result;
        return tracked;
      }
      logger.error({ name, problem: result }, "An event was not stored.");
    } catch (error) {
      logger.error({ error, name }, "An event was not stored.");
    }
    return null;
  }

  async function trackAtomically(
    em: EntityManager,
    name: string,
    details: EventDetails = {},
  ): Promise<TrackedEvent> {
    if (!em.isInTransaction()) {
      throw new Error(`track(em, "${name}") needs an open transaction: call it within em.transactional(…).`);
    }

    const [tracked] = await record(em, [{ ...details, name }]);

    return tracked as TrackedEvent;
  }

  function tell(listener: (event: StoredEvent) => void, event: StoredEvent): void {
    try {
      listener(event);
    } catch (error) {
      logger.error({ error, eventId: event.id }, "A subscriber threw.");
    }
  }

  function track(...given: unknown[]): Promise<TrackedEvent | null> {
    const [first, second, third] = given;

    return typeof first === "string"
      ? trackSafely(first, second as EventDetails | undefined)
      : trackAtomically(first as EntityManager, second as string, third as EventDetails | undefined);
  }

  return {
    track: track as Events<C>["track"],
    subscribe(listener, filter = {}) {
      return feed.listen(({ events }) => {
        for (const { event } of events) {
          if (matchesFilter(rules.catalog, filter, event)) tell(listener, event);
        }
      });
    },
    async broadcast({ id }) {
      const em = fork();
      await sql`select pg_notify(${getWakeChannel(em)}, ${id})`.execute(em.getKysely());
    },
  };
}
