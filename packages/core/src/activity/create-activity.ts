import type { EntityManager } from "@admin-events/db";
import type { EventFilter, EventsRuntime, IngestResult, StoredEvent, TrackedEvent } from "../events/index.ts";
import type { ActivityEntry } from "./activity-entry.ts";
import { eventOf } from "./activity-entry.ts";
import type { ActivityChange } from "./changes/activity-change.ts";
import { entryOfChange } from "./changes/activity-change.ts";
import { ValidationError } from "../errors.ts";
import type { Logger } from "../logger.ts";

/** What became of an entry: stored under an id, refused with a sentence, or failed and worth another try. */
export type LogResult = IngestResult;

/** Nothing differed, so nothing was logged. */
interface Unchanged {
  status: "unchanged";
}

/** The activity log of an application. Every entry is also an event; questions about it stand beside this. */
export interface Activity {
  /** Stores an entry. Never throws: what was not stored is logged and answered with the reason. */
  log(entry: ActivityEntry): Promise<LogResult>;

  /**
   * Stores an entry inside the caller's transaction: it exists if and only if the transaction commits.
   *
   * @throws {ValidationError} when the entry breaks a rule, and whatever the database throws; let it roll back.
   */
  log(em: EntityManager, entry: ActivityEntry): Promise<TrackedEvent>;

  /** Stores what differs between two states as `field_from` and `field_to`. Never throws. Stores nothing when nothing differs. */
  logChange(change: ActivityChange): Promise<LogResult | Unchanged>;

  /** The same inside the caller's transaction; null when nothing differs. @throws as {@link log}. */
  logChange(em: EntityManager, change: ActivityChange): Promise<TrackedEvent | null>;

  /** Calls back for every activity that any process commits from now on. Returns how to stop. */
  subscribe(listener: (entry: StoredEvent) => void, filter?: EventFilter): () => void;
}

export interface ActivityParts {
  runtime: Pick<EventsRuntime<unknown>, "events" | "ingest" | "record">;
  logger: Logger;
}

export function createActivity({ runtime, logger }: ActivityParts): Activity {
  async function logSafely(action: string, entry: () => ActivityEntry | null) {
    const result = await attempt(entry);
    if (result.status === "rejected" || result.status === "failed")
      logger.error({ action, problem: result }, "An activity was not logged.");

    return result;
  }

  async function attempt(makeEntry: () => ActivityEntry | null): Promise<LogResult | Unchanged> {
    try {
      const entry = makeEntry();
      if (!entry) return { status: "unchanged" };

      const [result] = await runtime.ingest([eventOf(entry)]);
      return result ?? { status: "failed", error: new Error("The entry was not answered.") };
    } catch (error) {
      if (error instanceof ValidationError)
        return { status: "rejected", path: error.path, reason: error.message };
      return { status: "failed", error };
    }
  }

  async function logAtomically(em: EntityManager, entry: ActivityEntry): Promise<TrackedEvent> {
    if (!em.isInTransaction()) {
      throw new Error(
        `log(em, "${entry.action}") needs an open transaction: call it within em.transactional(…).`,
      );
    }
    const [tracked] = await runtime.record(em, [eventOf(entry)]);

    return tracked as TrackedEvent;
  }

  async function changeAtomically(em: EntityManager, change: ActivityChange): Promise<TrackedEvent | null> {
    const entry = entryOfChange(change);
    return entry && logAtomically(em, entry);
  }

  function log(first: ActivityEntry | EntityManager, second?: ActivityEntry) {
    return second
      ? logAtomically(first as EntityManager, second)
      : logSafely((first as ActivityEntry).action, () => first as ActivityEntry);
  }

  function logChange(first: ActivityChange | EntityManager, second?: ActivityChange) {
    return second
      ? changeAtomically(first as EntityManager, second)
      : logSafely((first as ActivityChange).action, () => entryOfChange(first as ActivityChange));
  }

  return {
    log: log as Activity["log"],
    logChange: logChange as Activity["logChange"],
    subscribe: (listener, filter) => runtime.events.subscribe(listener, { ...filter, activity: true }),
  };
}
