import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../../any-of.ts";

/** Resolves texts that events repeat, names and user ids, to internal ids. */
interface IdCache {
  resolveIds(em: EntityManager, texts: Iterable<string>): Promise<Map<string, number>>;
  has(text: string): boolean;
  clear(): void;
}

export interface IdCaches {
  /** Names of events. */
  names: IdCache;
  /** Names of activities, whose ids differ, so that counts by id tell the two apart. */
  activityNames: IdCache;
  people: IdCache;
  /** Patterns of durable handlers that this process has found in the database. */
  handlerPatterns: Set<string>;
  clear(): void;
}

const MAX_CACHED_NAMES = 10_000;
const MAX_CACHED_PEOPLE = 250_000;

export function createIdCaches(): IdCaches {
  const names = createIdCache(findOrCreateNameIds(false), MAX_CACHED_NAMES);
  const activityNames = createIdCache(findOrCreateNameIds(true), MAX_CACHED_NAMES);
  const people = createIdCache(findOrCreateUserIds, MAX_CACHED_PEOPLE);

  return {
    names,
    activityNames,
    people,
    handlerPatterns: new Set(),
    clear() {
      names.clear();
      activityNames.clear();
      people.clear();
    },
  };
}

type FindOrCreateIds = (em: EntityManager, sortedTexts: readonly string[]) => Promise<Map<string, number>>;

/** Inside a caller's transaction the cache is neither read nor written, because the caller may roll back. */
function createIdCache(findOrCreate: FindOrCreateIds, capacity: number): IdCache {
  const cache = new Map<string, number>();

  return {
    async resolveIds(em, texts) {
      const ids = new Map<string, number>();
      const missing = new Set<string>();
      const isInTransaction = em.isInTransaction();

      for (const text of texts) {
        const id = isInTransaction ? undefined : cache.get(text);
        if (id === undefined) missing.add(text);
        else ids.set(text, id);
      }

      if (missing.size === 0) return ids;
      for (const [text, id] of await findOrCreate(em, [...missing].sort())) {
        ids.set(text, id);
        if (!isInTransaction) cache.set(text, id);
      }

      for (const oldest of cache.keys().take(Math.max(0, cache.size - capacity))) cache.delete(oldest);
      return ids;
    },
    has: (text) => cache.has(text),
    clear: () => cache.clear(),
  };
}

/**
 * Resolves the application's user ids, `anonymous:…` for visitors, to internal ids. Creates missing users.
 *
 * Use it before every write to `users`: an insert that conflicts with an existing user would consume an id each time.
 */
export function resolveUserIds(em: EntityManager, ids: readonly string[]): Promise<Map<string, number>> {
  return findOrCreateUserIds(em, [...new Set(ids)].sort());
}

function findOrCreateNameIds(isActivity: boolean): FindOrCreateIds {
  return (em, names) => {
    const db = em.getKysely();
    const find = async (names: readonly string[]) =>
      toMap(
        await db
          .selectFrom("event_names")
          .select(["name as text", "id"])
          .where("name", "=", anyOf(names, "text"))
          .where("is_activity", "=", isActivity)
          .execute(),
      );

    return findOrCreate(names, find, async (missing) => {
      await db
        .insertInto("event_names")
        .columns(["name", "is_activity"])
        .expression(sql`select unnest(${missing}::text[]), ${isActivity}::boolean`)
        .onConflict((conflict) => conflict.columns(["name", "is_activity"]).doNothing())
        .execute();
    });
  };
}

async function findOrCreateUserIds(em: EntityManager, ids: readonly string[]): Promise<Map<string, number>> {
  const db = em.getKysely();
  const find = async (ids: readonly string[]) =>
    toMap(
      await db
        .selectFrom("users")
        .select(["external_id as text", "id"])
        .where("external_id", "=", anyOf(ids, "text"))
        .execute(),
    );

  return findOrCreate(ids, find, async (missing) => {
    await db
      .insertInto("users")
      .columns(["external_id"])
      .expression(sql`select unnest(${missing}::text[])`)
      .onConflict((conflict) => conflict.column("external_id").doNothing())
      .execute();
  });
}

/** `texts` are sorted, so that two writers that create the same rows wait for each other instead of deadlocking. */
async function findOrCreate(
  texts: readonly string[],
  find: (texts: readonly string[]) => Promise<Map<string, number>>,
  create: (texts: readonly string[]) => Promise<void>,
): Promise<Map<string, number>> {
  const found = await find(texts);
  const missing = texts.filter((text) => !found.has(text));
  if (missing.length === 0) return found;

  await create(missing);
  return new Map([...found, ...(await find(missing))]);
}

function toMap(rows: readonly { text: string; id: number }[]): Map<string, number> {
  return new Map(rows.map(({ text, id }) => [text, id]));
}
