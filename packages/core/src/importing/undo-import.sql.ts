import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { mergeRollupDeltas } from "../rollups/index.ts";

export interface UndoneImport {
  events: number;
  /** People whom only this import had named. */
  people: number;
}

const BATCH_SIZE = 5_000;

/** Also deletes people who have nothing else, in one transaction per batch. Can be repeated after an interruption. */
export async function undoImport(
  fork: () => EntityManager,
  id: number,
  onProgress: (undone: UndoneImport) => void = () => undefined,
): Promise<UndoneImport> {
  const undone: UndoneImport = { events: 0, people: 0 };

  for (;;) {
    const { events, people } = await fork().transactional((em) => undoBatch(em, id));
    undone.events += events;
    undone.people += people;
    if (events === 0) break;
    onProgress(undone);
  }
  await fork().getKysely().deleteFrom("imports").where("id", "=", id).execute();
  await mergeRollupDeltas(fork());

  return undone;
}

async function undoBatch(em: EntityManager, id: number): Promise<UndoneImport> {
  const { rows } = await sql<{ userId: number | null }>`
    delete from ${tables.events}
    where id = any(array(
      select id from ${tables.events} where import_id = ${id} limit ${BATCH_SIZE}
    ))
    returning user_id as "userId"`.execute(em.getKysely());
  const userIds = [...new Set(rows.flatMap(({ userId }) => userId ?? []))];

  return { events: rows.length, people: await deleteUnusedUsers(em, userIds) };
}

async function deleteUnusedUsers(em: EntityManager, userIds: readonly number[]): Promise<number> {
  if (userIds.length === 0) return 0;
  // A writer that refers to one of them holds a lock until it commits. Those stay; later writers wait and create them again.
  const { rows: locked } = await sql<{ id: number }>`
    select id from ${tables.users} where id = any(${userIds}::int[]) for update skip locked`.execute(
    em.getKysely(),
  );
  const { numAffectedRows = 0n } = await sql`
    delete from ${tables.users} as person
    where id = any(${locked.map(({ id }) => id)}::int[])
      and email is null and name is null and traits = '{}'
      and not exists (select from ${tables.events} as event where event.user_id = person.id)
      and not exists (select from ${tables.requests} as request where request.user_id = person.id)
      and not exists (select from ${tables.sessions} as session where session.user_id = person.id)
      and not exists (select from ${tables.pageViews} as page_view where page_view.user_id = person.id)
      and not exists (select from ${tables.identities} as identity
        where person.id in (identity.anonymous_id, identity.user_id))`.execute(em.getKysely());

  return Number(numAffectedRows);
}
