import type { EntityManager } from "@admin-events/db";
import { setTimeout as sleep } from "node:timers/promises";
import { ValidationError } from "../../errors.ts";
import type { ItemResult, StoredItem } from "../../item-result.ts";
import { toItemResult } from "../../item-result.ts";
import type { PreparedEvent } from "../preparing/prepare-event.ts";
import type { IdCaches } from "./id-cache.ts";
import type { WriteOptions } from "./write-events.sql.ts";
import { writeEvents } from "./write-events.sql.ts";

export interface StoreDeps {
  fork: () => EntityManager;
  idCaches: IdCaches;
}

const MAX_ATTEMPTS = 3;
const UNSTORABLE_DATA = "contains data that PostgreSQL cannot store; check its numbers and characters";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const FOREIGN_KEY_VIOLATION = "23503";
const LOCK_NOT_AVAILABLE = "55P03";
const SERIALIZATION_FAILURE = "40001";
const DEADLOCK_DETECTED = "40P01";

/**
 * Stores a batch so that no event affects another: an event that PostgreSQL rejects is found by bisection, an event that
 * waits for a lock does not delay the others, and transient errors are retried.
 *
 * Returns results in the order of the events; never throws.
 */
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
    if (events.length === 1) return [toItemResult(new ValidationError("event", UNSTORABLE_DATA))];

    const middle = Math.ceil(events.length / 2);
    return [
      ...(await storeEvents(deps, events.slice(0, middle), options)),
      ...(await storeEvents(deps, events.slice(middle), options)),
    ];
  }
}

async function writeWithRetries(
  { fork, idCaches }: StoreDeps,
  events: readonly PreparedEvent[],
  options: WriteOptions,
): Promise<Set<string>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeEvents(fork(), idCaches, events, options);
    } catch (error) {
      const state = getSqlState(error);
      const isTransient = state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED;
      const isCacheStale = state === FOREIGN_KEY_VIOLATION;
      if (!(isTransient || isCacheStale) || attempt === MAX_ATTEMPTS) throw error;

      if (isCacheStale) idCaches.clear();
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

/** PostgreSQL's classes 22 (data) and 54 (limits): the same statement fails again. */
function isDataError(error: unknown): boolean {
  return /^(22|54)/.test(getSqlState(error) ?? "");
}

function getSqlState(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };

  return typeof code === "string" ? code : undefined;
}
