import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { toVisitorId } from "../events/index.ts";

export interface FoundUser {
  /** The application's own id. */
  id: string;
  email: string | null;
  name: string | null;
}

export async function searchUsers(
  em: EntityManager,
  { text, limit = 8 }: { text: string; limit?: number },
): Promise<FoundUser[]> {
  const wanted = text.trim();
  if (wanted === "") return [];
  const escaped = wanted.replace(/[\\%_]/g, "\\$&");
  const matches = (pattern: string) =>
    sql<boolean>`(email ilike ${pattern} or name ilike ${pattern} or external_id ilike ${pattern})`;

  const { rows } = await sql<FoundUser>`
    select external_id as id, email, name
    from ${tables.users}
    where ${matches(`%${escaped}%`)} and not starts_with(external_id, ${toVisitorId("")})
    order by ${matches(escaped)} desc, ${matches(`${escaped}%`)} desc, lower(coalesce(name, email, external_id)), id
    limit ${limit}`.execute(em.getKysely());

  return rows;
}
