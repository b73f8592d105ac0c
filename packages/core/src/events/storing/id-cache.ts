import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../../any-of.ts";
import { erasedPersonHash } from "../erased-person-hash.sql.ts";

/** Resolves texts that events repeat, names and user ids, to internal ids. */
interface IdCache<Reference, Ids> {
  resolveIds(em: EntityManager, references: Iterable<Reference>): Promise<Ids>;
  /** Whether this process has seen the text in the database. */
  has(text: string): boolean;
  clear(): void;
}

/** Who did something, and when. */
export interface PersonReference {
  /** The application's own user id, or `anonymous:…` for a visitor. */
  id: string;
  at: Date;
}

/** Internal ids of people. */
export interface PersonIds {
  /** Undefined for a person who was erased after that time. */
  get(id: string, at: Date): number | undefined;
}

export interface IdCaches {
  names: IdCache<string, Map<string, number>>;
  /** Names of activities, whose ids differ, so that counts by id tell the two apart. */
  activityNames: IdCache<string, Map<string, number>>;
  people: IdCache<PersonReference, PersonIds>;
  /** Patterns of durable handlers that this process has found in the database. */
  handlerPatterns: Set<string>;
  clear(): void;
}

const MAX_CACHED_NAMES = 10_000;
const MAX_CACHED_PEOPLE = 250_000;
/** How long a process may use the id of a name without looking it up. A forgotten name is deleted much later. */
export const MAX_CACHED_NAME_AGE_MS = 60 * 60_000;

export function createIdCaches(): IdCaches {
  const names = createNameCache(false);
  const activityNames = createNameCache(true);
  const people = createIdCache(findOrCreateUsers, getPersonId, MAX_CACHED_PEOPLE, Infinity);

  return {
    names,
    activityNames,
    people: {
      resolveIds: async (em, references) => toPersonIds(await people.resolve(em, references)),
      has: people.has,
      clear: people.clear,
    },
    handlerPatterns: new Set(),
    clear() {
      names.clear();
      activityNames.clear();
      people.clear();
    },
  };
}

function createNameCache(isActivity: boolean): IdCache<string, Map<string, number>> {
  const findOrCreate = findOrCreateNameIds(isActivity);
  const names = createIdCache(findOrCreate, (name: string) => name, MAX_CACHED_NAMES, MAX_CACHED_NAME_AGE_MS);

  return { resolveIds: (em, texts) => names.resolve(em, texts), has: names.has, clear: names.clear };
}

/** Several references may have the same text. */
type FindOrCreate<Reference, Entry> = (
  em: EntityManager,
  references: readonly Reference[],
) => Promise<Map<string, Entry>>;

/** Inside a caller's transaction the cache is neither read nor written, because the caller may roll back. */
function createIdCache<Reference, Entry extends number | StoredUser>(
  findOrCreate: FindOrCreate<Reference, Entry>,
  getText: (reference: Reference) => string,
  capacity: number,
  maxAgeMs: number,
) {
  const cache = new Map<string, Entry>();
  let emptiedAt = Date.now();

  return {
    async resolve(em: EntityManager, references: Iterable<Reference>): Promise<Map<string, Entry>> {
      const entries = new Map<string, Entry>();
      const missing: Reference[] = [];
      const isInTransaction = em.isInTransaction();
      if (Date.now() - emptiedAt > maxAgeMs) {
        cache.clear();
        emptiedAt = Date.now();
      }

      for (const reference of references) {
        const text = getText(reference);
        if (entries.has(text)) continue;
        const entry = isInTransaction ? undefined : cache.get(text);
        if (entry === undefined) missing.push(reference);
        else entries.set(text, entry);
      }

      if (missing.length === 0) return entries;
      for (const [text, entry] of await findOrCreate(em, missing)) {
        entries.set(text, entry);
        if (!isInTransaction) cache.set(text, entry);
      }

      for (const oldest of cache.keys().take(Math.max(0, cache.size - capacity))) cache.delete(oldest);
      return entries;
    },
    has: (text: string) => cache.has(text),
    clear: () => cache.clear(),
  };
}

/** The internal id, or, after an erasure, also the time before which nothing is this person's. Milliseconds since 1970. */
type StoredUser = number | { id: number; erasedBefore: number };

function getPersonId({ id }: PersonReference): string {
  return id;
}

/** One time for each id: a person is created for the latest of them. */
function latestById(references: Iterable<PersonReference>): Map<string, Date> {
  const latest = new Map<string, Date>();
  for (const { id, at } of references) {
    const known = latest.get(id);
    if (!known || known < at) latest.set(id, at);
  }

  return latest;
}

function toPersonIds(users: ReadonlyMap<string, StoredUser>): PersonIds {
  return {
    get(id, at) {
      const user = users.get(id);
      if (user === undefined || typeof user === "number") return user;

      return at.getTime() < user.erasedBefore ? undefined : user.id;
    },
  };
}

/** Not those erased after what they did. Use it before writing `users`: a conflicting insert would consume an id. */
export async function resolveUserIds(
  em: EntityManager,
  references: readonly PersonReference[],
): Promise<PersonIds> {
  return toPersonIds(await findOrCreateUsers(em, references));
}

function findOrCreateNameIds(isActivity: boolean): FindOrCreate<string, number> {
  return (em, names) => {
    const db = em.getKysely();
    const find = async (names: readonly string[]) => {
      const rows = await db
        .selectFrom("event_names")
        .select(["name", "id", "forgotten_at"])
        .where("name", "=", anyOf(names, "text"))
        .where("is_activity", "=", isActivity)
        .execute();
      const forgotten = rows.filter(({ forgotten_at }) => forgotten_at !== null);
      const recalled = forgotten.length > 0 ? await recallNames(em, forgotten) : new Set();
      const usable = rows.filter(({ id, forgotten_at }) => forgotten_at === null || recalled.has(id));

      return new Map(usable.map(({ name, id }) => [name, id]));
    };

    return findOrCreate([...new Set(names)], find, async (missing) => {
      await db
        .insertInto("event_names")
        .columns(["name", "is_activity"])
        .expression(sql`select unnest(${missing}::text[]), ${isActivity}::boolean`)
        .onConflict((conflict) => conflict.columns(["name", "is_activity"]).doNothing())
        .execute();
    });
  };
}

/** A name that comes back is no longer forgotten. @returns the ids of those that were not deleted meanwhile. */
async function recallNames(em: EntityManager, names: readonly { id: number }[]): Promise<Set<number>> {
  const ids = names.map(({ id }) => id);
  const recalled = await em
    .getKysely()
    .updateTable("event_names")
    .set({ forgotten_at: null })
    .where("id", "=", anyOf(ids, "int"))
    .returning("id")
    .execute();

  return new Set(recalled.map(({ id }) => id));
}

async function findOrCreateUsers(
  em: EntityManager,
  references: readonly PersonReference[],
): Promise<Map<string, StoredUser>> {
  const latest = latestById(references);
  const db = em.getKysely();
  const find = async (ids: readonly string[]) => {
    const rows = await db
      .selectFrom("users")
      .select(["external_id", "id", "erased_before"])
      .where("external_id", "=", anyOf(ids, "text"))
      .execute();

    return new Map(
      rows.map(({ external_id, id, erased_before }) => [external_id, toUser(id, erased_before)]),
    );
  };

  return findOrCreate([...latest.keys()], find, async (missing) => {
    const times = missing.map((id) => latest.get(id)?.toISOString());
    await sql`
      insert into ${tables.users} (external_id, erased_before)
      select sent.id, erased.erased_at
      from unnest(${missing}::text[], ${times}::timestamptz[]) as sent(id, at)
      left join ${tables.erasedPeople} as erased on erased.hash = ${erasedPersonHash(sql`sent.id`)}
      where erased.erased_at is null or sent.at >= erased.erased_at
      order by sent.id
      on conflict (external_id) do nothing`.execute(db);
  });
}

function toUser(id: number, erasedBefore: string | null): StoredUser {
  return erasedBefore === null ? id : { id, erasedBefore: Date.parse(erasedBefore) };
}

/** Creates in the order of `texts`, so that two writers that create the same rows wait for each other instead of deadlocking. */
async function findOrCreate<Entry>(
  texts: readonly string[],
  find: (texts: readonly string[]) => Promise<Map<string, Entry>>,
  create: (texts: readonly string[]) => Promise<void>,
): Promise<Map<string, Entry>> {
  const sorted = texts.toSorted();
  const found = await find(sorted);
  const missing = sorted.filter((text) => !found.has(text));
  if (missing.length === 0) return found;

  await create(missing);
  return new Map([...found, ...(await find(missing))]);
}
