import type { EntityManager } from "@admin-events/db";
import { setTimeout as sleep } from "node:timers/promises";
import { getSqlState, isConnectionLost, isDataError, isNotifyQueueFull } from "../../database-errors.ts";
import { ValidationError } from "../../errors.ts";
import type { ItemResult, StoredItem } from "../../item-result.ts";
import { toItemResult } from "../../item-result.ts";
import type { Logger } from "../../logger.ts";
import type { PreparedEvent } from "../preparing/prepare-event.ts";
import type { IdCaches } from "./id-cache.ts";
import type { WriteOptions } from "./write-events.sql.ts";
import { findStoredWithin, writeEvents } from "./write-events.sql.ts";

export interface StoreDeps {
  fork: () => EntityManager;
  idCaches: IdCaches;
  /** Told about events that PostgreSQL refuses, and about a full queue of notifications. */
  logger?: Logger;
}

const MAX_ATTEMPTS = 3;
export const UNSTORABLE_DATA = "contains data that PostgreSQL cannot store; check its numbers and characters";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const FOREIGN_KEY_VIOLATION = "23503";
const LOCK_NOT_AVAILABLE = "55P03";
const SERIALIZATION_FAILURE = "40001";
const DEADLOCK_DETECTED = "40P01";

/** Events that PostgreSQL rejects are found by bisection, locks delay no others, transient errors are retried. Results in order; never throws. */
export async function storeEvents(
  deps: StoreDeps,
  events: readonly PreparedEvent[],
  options: WriteOptions,
): Promise<ItemResult[]> {
  try {
    const newIds = await writeWithRetries(deps, events, options);

    return events.map(({ id, warnings }): StoredItem => {
      // A second event with the same id in this batch is a duplicate.
      const isNew = newIds.delete(id);
      return { status: "stored", id, duplicate: !isNew, warnings };
    });
  } catch (error) {
    if (events.length > 1 && getSqlState(error) === LOCK_NOT_AVAILABLE)
      return storeOneByOne(deps, events, options);
    if (!isDataError(error)) return events.map(() => ({ status: "failed", error }));
    if (events.length === 1) return [refuse(deps, events[0], error)];

    const middle = Math.ceil(events.length / 2);
    return [
      ...(await storeEvents(deps, events.slice(0, middle), options)),
      ...(await storeEvents(deps, events.slice(middle), options)),
    ];
  }
}

/** The log names the event, but not its content. */
function refuse({ logger }: StoreDeps, event: PreparedEvent | undefined, error: unknown): ItemResult {
  logger?.warn(
    { eventId: event?.id, name: event?.name, code: getSqlState(error), problem: (error as Error).message },
    "PostgreSQL refuses an event, so it was rejected.",
  );

  return toItemResult(new ValidationError("event", UNSTORABLE_DATA));
}

async function writeWithRetries(
  { fork, idCaches, logger }: StoreDeps,
  events: readonly PreparedEvent[],
  options: WriteOptions,
): Promise<Set<string>> {
  const startedAt = performance.now();
  let skipsWakeUps = options.skipsWakeUps;
  let mayBeStored = false;

  for (let attempt = 1; ; attempt++) {
    try {
      const newIds = await writeEvents(fork(), idCaches, events, { ...options, skipsWakeUps });
      if (!mayBeStored || newIds.size === events.length) return newIds;

      return newIds.union(await findStoredWithin(fork(), events, performance.now() - startedAt));
    } catch (error) {
      // The statement may have committed although its answer was lost. Its events are then new, not duplicates.
      mayBeStored ||= isConnectionLost(error);
      const state = getSqlState(error);
      const isTransient =
        state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED || isConnectionLost(error);
      const isCacheStale = state === FOREIGN_KEY_VIOLATION;
      const isQueueFull = isNotifyQueueFull(error);
      if (!(isTransient || isCacheStale || isQueueFull) || attempt === MAX_ATTEMPTS) throw error;

      if (isQueueFull) {
        skipsWakeUps = true;
        logger?.warn(
          {},
          "PostgreSQL's queue of notifications is full, so events are stored without waking live feeds and handlers; they poll. Look for a session of any database that listens and has been in a transaction for long.",
        );
      } else if (isCacheStale) idCaches.clear();
      else await sleep(Math.random() * 20 * attempt);
    }
  }
}

async function storeOneByOne(
  deps: StoreDeps,
  events: readonly PreparedEvent[],
  options: WriteOptions,
): Promise<ItemResult[]> {
  const results: ItemResult[] = [];
  for (const event of events) results.push(...(await storeEvents(deps, [event], options)));

  return results;
}
