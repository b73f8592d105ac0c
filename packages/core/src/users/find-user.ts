import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { isoTime } from "../events/index.ts";

/** A person as the panel shows one. */
export interface Person {
  /** The application's own id. */
  id: string;
  email: string | null;
  name: string | null;
  confirmedAt: string | null;
  createdAt: string;
  /** Stored events of this person, and of the visitors who became this user. */
  eventCount: number;
}

/** The person with the application's id; null when there is none. */
export async function findUser(em: EntityManager, id: string): Promise<Person | null> {
  const { rows } = await sql<Person>`
    select
      person.external_id as id, person.email, person.name,
      ${isoTime(sql`person.confirmed_at`)} as "confirmedAt",
      ${isoTime(sql`person.created_at`)} as "createdAt",
      (
        select count(*)::int from events as event
        where event.user_id = person.id
          or event.user_id = any(array(select anonymous_id from identities where user_id = person.id))
      ) as "eventCount"
    from users as person
    where person.external_id = ${id}`.execute(em.getKysely());

  return rows[0] ?? null;
}
