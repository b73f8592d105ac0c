import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { tables } from "@admin-events/db";

/**
 * The numbers under which a person's events are stored: the person's own, and those of the visitors who became this
 * user. None for an unknown id, and for a visitor who became somebody.
 */
export async function resolvePersonIds(em: EntityManager, id: string): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    with person as (
      select id from ${tables.users}
      where external_id = ${id}
        and not exists (select from ${tables.identities} where anonymous_id = users.id and user_id is not null)
    )
    select id as number from person
    union all
    select anonymous_id from ${tables.identities} join person on person.id = identities.user_id`.execute(
    em.getKysely(),
  );

  return rows.map(({ number }) => number);
}
