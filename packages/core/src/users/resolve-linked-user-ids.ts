import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { tables } from "@admin-events/db";

/** The numbers of a person and of the visitors who are this person, the person's first; empty for an unknown id. */
export async function resolveLinkedUserIds(em: EntityManager, userId: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with person as (select id from ${tables.users} where external_id = ${userId})
    select id from person
    union all
    select anonymous_id from ${tables.identities} where user_id = (select id from person)`.execute(
    em.getKysely(),
  );

  return rows.map(({ id }) => id);
}
