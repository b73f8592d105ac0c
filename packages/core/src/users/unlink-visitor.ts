import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { toVisitorId } from "../events/index.ts";
import { tables } from "@admin-events/db";

/**
 * Undoes a link: the visitor's events are nobody's again. No later `identify` links the visitor anew, only an `alias`
 * with proof.
 *
 * @returns false when there is no such visitor, or it is linked to nobody.
 */
export async function unlinkVisitor(em: EntityManager, anonymousId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ${tables.identities} set user_id = null
    where user_id is not null
      and anonymous_id = (select id from ${tables.users} where external_id = ${toVisitorId(anonymousId)})`.execute(
    em.getKysely(),
  );

  return numAffectedRows === 1n;
}
