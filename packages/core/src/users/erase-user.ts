import type { AnyCatalog } from "@admin-events/catalog";
import { getAliases } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { Traces } from "./count-traces.ts";
import { countTraces } from "./count-traces.ts";
import { resolveLinkedUserIds } from "./resolve-linked-user-ids.ts";
import { tables } from "@admin-events/db";

export interface Erasure {
  /** The application's own id, or `anonymous:…` for a visitor. */
  userId: string;
  /** Whether the metadata fields that the catalog marks `pii` are taken out of the person's events, too. */
  anonymise: boolean;
  catalog: AnyCatalog;
}

/**
 * Forgets a person: who they were, the visitors who are the same person, their sessions and page views. Their events
 * and requests stay and are nobody's, so that counts of what happened stay true.
 *
 * @returns what was there; null when there is no such person.
 */
export async function eraseUser(
  em: EntityManager,
  { userId, anonymise, catalog }: Erasure,
): Promise<Traces | null> {
  return em.fork().transactional(async (em) => {
    const traces = await countTraces(em, userId);
    if (!traces) return null;

    const numbers = await resolveLinkedUserIds(em, userId);
    if (anonymise) await takeOutPersonalData(em, numbers, catalog);
    await sql`delete from ${tables.users} where id = any(${numbers})`.execute(em.getKysely());

    return traces;
  });
}

async function takeOutPersonalData(em: EntityManager, numbers: number[], catalog: AnyCatalog): Promise<void> {
  for (const [name, fields] of personalFields(catalog)) {
    await sql`
      update ${tables.events} set metadata = metadata - ${fields}::text[]
      where user_id = any(${numbers})
        and name_id = (select id from ${tables.eventNames} where name = ${name})
        and metadata ?| ${fields}::text[]`.execute(em.getKysely());
  }
}

/** The personal fields of each name, under its former names too. */
function personalFields(catalog: AnyCatalog): [name: string, fields: string[]][] {
  const named = Object.keys(catalog).map((name) => [name, name]);

  return [...named, ...Object.entries(getAliases(catalog))].flatMap(([name = "", known = ""]) => {
    const fields = catalog[known]?.pii ?? [];
    return fields.length === 0 ? [] : [[name, [...fields]]];
  });
}
