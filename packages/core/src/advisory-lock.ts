import type { EntityManager } from "@admin-events/db";
import { getSchema } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";

/**
 * The two keys of an advisory lock: what is locked, and for which schema, because locks are shared by the whole database.
 *
 * @example sql`select pg_advisory_xact_lock(${lockKeys(em, "rollups")})`
 */
export function lockKeys(em: EntityManager, subject: string): RawBuilder<unknown> {
  return sql`hashtext(${`admin-events ${subject}`}), hashtext(${getSchema(em)})`;
}
