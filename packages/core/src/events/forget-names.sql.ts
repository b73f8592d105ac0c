import type { AnyCatalog } from "@admin-events/catalog";
import { getAliases, matchesEventName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../any-of.ts";
import { MAX_CACHED_NAME_AGE_MS } from "./storing/id-cache.ts";

/** When no process uses the id of a forgotten name any more, unless it has stored an event with it. */
const DELETED_AFTER_MS = 2 * MAX_CACHED_NAME_AGE_MS;
const BATCH_SIZE = 5_000;

export interface UnplannedName {
  id: number;
  name: string;
  isUsed: boolean;
}

/** Stored names of events outside the catalog that are not forgotten, in alphabetical order. */
export async function findUnplannedNames(
  em: EntityManager,
  catalog: AnyCatalog,
  pattern: string,
): Promise<UnplannedName[]> {
  const { rows } = await sql<UnplannedName>`
    select id, name, exists (select from ${tables.events} as event where event.name_id = event_name.id) as "isUsed"
    from ${tables.eventNames} as event_name
    where forgotten_at is null and not is_activity
    order by name`.execute(em.getKysely());
  const aliases = getAliases(catalog);
  const isPlanned = (name: string) => Object.hasOwn(catalog, name) || Object.hasOwn(aliases, name);

  return rows.filter(({ name }) => !isPlanned(name) && matchesEventName(pattern, name));
}

/** An event with such a name brings it back. {@link deleteForgottenNames} deletes later: processes may still use the ids. */
export async function forgetNames(em: EntityManager, ids: readonly number[]): Promise<void> {
  await em
    .getKysely()
    .updateTable("event_names")
    .set({ forgotten_at: sql`now()` })
    .where("id", "=", anyOf(ids, "int"))
    .execute();
}

/** Deletes the events of a name. @returns how many there were. */
export async function deleteEventsOfName(fork: () => EntityManager, id: number): Promise<number> {
  for (let total = 0; ;) {
    const { numAffectedRows = 0n } = await sql`
      delete from ${tables.events} where id in (
        select event.id from ${tables.events} as event
        where event.name_id = ${id} limit ${BATCH_SIZE}
      )`.execute(fork().getKysely());
    total += Number(numAffectedRows);
    if (numAffectedRows < BATCH_SIZE) return total;
  }
}

/** Deletes names that were forgotten hours ago and have no events. @returns how many there were. */
export async function deleteForgottenNames(em: EntityManager, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - DELETED_AFTER_MS).toISOString();

  return em.transactional(async (em) => {
    const { rows } = await sql<{ id: number }>`
      select id from ${tables.eventNames} as event_name
      where forgotten_at < ${before}::timestamptz
        and not exists (select from ${tables.events} as event where event.name_id = event_name.id)
        and not exists (select from ${tables.eventRollupDeltas} as delta where delta.name_id = event_name.id)
      for update`.execute(em.getKysely());
    const ids = rows.map(({ id }) => id);
    const db = em.getKysely();
    await db.deleteFrom("event_rollups").where("name_id", "=", anyOf(ids, "int")).execute();
    await db.deleteFrom("event_columns").where("name_id", "=", anyOf(ids, "int")).execute();
    await db.deleteFrom("event_names").where("id", "=", anyOf(ids, "int")).execute();

    return ids.length;
  });
}
