import type { EntityManager } from "@admin-events/db";
import { getSchema } from "@admin-events/db";
import { getLockKeys } from "@admin-events/db/connections";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";

/**
 * The two keys of an advisory lock: what is locked, and for which schema, because locks are shared by the whole database.
 *
 * @example sql`select pg_advisory_xact_lock(${lockKeys(em, "rollups")})`
 */
export function lockKeys(em: EntityManager, subject: string): RawBuilder<unknown> {
  const [first, second] = getLockKeys({ subject, schema: getSchema(em) });

  return sql`hashtext(${first}), hashtext(${second})`;
}
