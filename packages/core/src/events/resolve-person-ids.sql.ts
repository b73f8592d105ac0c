import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";

/** The internal ids of a user and of the visitors who became it. Empty for an unknown id, and for such a visitor. */
export async function resolvePersonIds(em: EntityManager, id: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with person as (
      select person.id from ${tables.users} as person
      where person.external_id = ${id}
        and not exists (
          select from ${tables.identities} as link where link.anonymous_id = person.id and link.user_id is not null
        )
    )
    select person.id from person
    union all
    select link.anonymous_id from ${tables.identities} as link join person on person.id = link.user_id`.execute(
    em.getKysely(),
  );

  return rows.map((row) => row.id);
}
