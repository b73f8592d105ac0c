import type { AnyCatalog } from "@admin-events/catalog";
import { getAliases } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../any-of.ts";
import type { UserDataCounts } from "./count-user-data.ts";
import { countUserData } from "./count-user-data.ts";
import { resolveLinkedUserIds } from "./resolve-linked-user-ids.ts";

export interface Erasure {
  /** The application's own id, or `anonymous:…` for a visitor. */
  userId: string;
  /** Whether to remove the metadata fields that the catalog marks as `pii` from the person's events. */
  anonymise: boolean;
  catalog: AnyCatalog;
}

/**
 * Deletes a person: the user, their linked visitors, sessions and page views. Their events and requests are kept
 * without a user, so that counts stay correct.
 *
 * @returns what there was before; null if there is no such person.
 */
export async function eraseUser(
  em: EntityManager,
  { userId, anonymise, catalog }: Erasure,
): Promise<UserDataCounts | null> {
  return em.fork().transactional(async (em) => {
    const counts = await countUserData(em, userId);
    if (!counts) return null;

    const ids = await resolveLinkedUserIds(em, userId);
    if (anonymise) await removePersonalFields(em, ids, catalog);
    await em.getKysely().deleteFrom("users").where("id", "=", anyOf(ids, "int")).execute();

    return counts;
  });
}

async function removePersonalFields(em: EntityManager, ids: number[], catalog: AnyCatalog): Promise<void> {
  for (const [name, fields] of getPersonalFields(catalog)) {
    await em
      .getKysely()
      .updateTable("events")
      .set({ metadata: sql`metadata - ${fields}::text[]` })
      .where("user_id", "=", anyOf(ids, "int"))
      .where("name_id", "in", (eb) =>
        eb.selectFrom("event_names").select("event_names.id").where("name", "=", name),
      )
      .where(sql<boolean>`metadata ?| ${fields}::text[]`)
      .execute();
  }
}

function getPersonalFields(catalog: AnyCatalog): [name: string, fields: string[]][] {
  const names = Object.keys(catalog).map((name) => [name, name]);

  return [...names, ...Object.entries(getAliases(catalog))].flatMap(([name = "", canonical = ""]) => {
    const fields = catalog[canonical]?.pii ?? [];
    return fields.length === 0 ? [] : [[name, [...fields]]];
  });
}
