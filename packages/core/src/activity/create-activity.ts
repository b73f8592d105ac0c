import type { EntityManager } from "@admin-events/db";
import type { EventFilter, EventsRuntime, StoredEvent } from "../events/index.ts";
import { assertInTransaction } from "../events/index.ts";
import type { ItemResult, StoredItem } from "../item-result.ts";
import { toItemResult } from "../item-result.ts";
import type { Logger } from "../logger.ts";
import type { ActivityEntry, ChangeEntry } from "./activity-entry.ts";
import { toEvent } from "./activity-entry.ts";
import type { ActivityChange } from "./changes/activity-change.ts";
import { toChangeEntry } from "./changes/activity-change.ts";

/** Nothing differed, so nothing was logged. */
interface Unchanged {
  status: "unchanged";
}

/** Writes the activity log of an application. Every entry is also an event. */
export interface Activity {
  /** Stores an entry. Never throws: logs a failure and returns it. */
  log(entry: ActivityEntry): Promise<ItemResult>;

  /**
   * Logs an entry in the caller's transaction: it exists if and only if the transaction commits. It is checked at once, and
   * stored a few milliseconds after the commit.
   *
   * @throws {ValidationError} if the entry is invalid.
   * @throws any error of the database. Let the transaction roll back.
   */
  log(em: EntityManager, entry: ActivityEntry): Promise<StoredItem>;

  /** Stores the differences of two states as `field_from` and `field_to`, if there are any. Never throws. */
  logChange(change: ActivityChange): Promise<ItemResult | Unchanged>;

  /** The same in the caller's transaction; null if nothing differs. @throws as {@link log}. */
  logChange(em: EntityManager, change: ActivityChange): Promise<StoredItem | null>;

  /** Calls back for every activity that any process commits from now on. Returns the function that unsubscribes. */
  subscribe(listener: (entry: StoredEvent) => void, filter?: EventFilter): () => void;
}

export interface ActivityDeps {
  runtime: Pick<EventsRuntime<unknown>, "events" | "ingest" | "enqueue">;
  logger: Logger;
}

export function createActivity({ runtime, logger }: ActivityDeps): Activity {
  async function logSafely(action: string, createEvent: () => ReturnType<typeof toEvent> | null) {
    const result = await ingest(createEvent);
    if (result.status === "rejected" || result.status === "failed")
      logger.error({ action, result }, "An activity was not logged.");

    return result;
  }

  async function ingest(
    createEvent: () => ReturnType<typeof toEvent> | null,
  ): Promise<ItemResult | Unchanged> {
    try {
      const event = createEvent();
      if (!event) return { status: "unchanged" };

      const [result] = await runtime.ingest([event]);
      return result ?? toItemResult(new Error("The entry has no result."));
    } catch (error) {
      return toItemResult(error);
    }
  }

  async function logInTransaction(
    em: EntityManager,
    entry: ActivityEntry,
    changedFields?: readonly string[],
  ): Promise<StoredItem> {
    assertInTransaction(em, `log(em, "${entry.action}")`);
    const [tracked] = await runtime.enqueue(em, [toEvent(entry, changedFields)]);

    return tracked as StoredItem;
  }

  async function logChangeInTransaction(
    em: EntityManager,
    change: ActivityChange,
  ): Promise<StoredItem | null> {
    const entry = toChangeEntry(change);
    return entry && logInTransaction(em, entry, entry.changedFields);
  }

  function log(first: ActivityEntry | EntityManager, second?: ActivityEntry) {
    return second
      ? logInTransaction(first as EntityManager, second)
      : logSafely((first as ActivityEntry).action, () => toEvent(first as ActivityEntry));
  }

  function logChange(first: ActivityChange | EntityManager, second?: ActivityChange) {
    return second
      ? logChangeInTransaction(first as EntityManager, second)
      : logSafely((first as ActivityChange).action, () => toChangeEvent(first as ActivityChange));
  }

  return {
    log: log as Activity["log"],
    logChange: logChange as Activity["logChange"],
    subscribe: (listener, filter) => runtime.events.subscribe(listener, { ...filter, kind: "activity" }),
  };
}

function toChangeEvent(change: ActivityChange) {
  const entry: ChangeEntry | null = toChangeEntry(change);

  return entry && toEvent(entry, entry.changedFields);
}
