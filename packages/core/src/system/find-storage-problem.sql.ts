import type { EntityManager } from "@admin-events/db";
import { getSchema, migrationNames, quoteSchema } from "@admin-events/db";
import { sql } from "kysely";
import { getSqlState } from "../database-errors.ts";

interface StorageFacts {
  isReadOnly: boolean;
  mayInsert: boolean | null;
  missing: string[];
}

const UNDEFINED_TABLE = "42P01";
const INVALID_SCHEMA = "3F000";

/**
 * Why no event can be stored in this database, such as a standby, missing tables, or a migration that has not run; null if events
 * can be. Rejects if the database does not answer.
 */
export async function findStorageProblem(em: EntityManager): Promise<string | null> {
  const schema = getSchema(em);
  try {
    const { rows } = await sql<StorageFacts>`
      select
        pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "isReadOnly",
        has_table_privilege(to_regclass(${`${quoteSchema(schema)}.events`}), 'insert') as "mayInsert",
        array(
          select unnest(${migrationNames}::text[]) except select name from ${sql.id(schema, "migrations")} order by 1
        ) as missing`.execute(em.getKysely());

    return rows[0] ? describeProblem(rows[0], schema) : null;
  } catch (error) {
    const state = getSqlState(error);
    if (state === UNDEFINED_TABLE || state === INVALID_SCHEMA) return describeMissing(schema);
    throw error;
  }
}

function describeProblem({ isReadOnly, mayInsert, missing }: StorageFacts, schema: string): string | null {
  if (isReadOnly) return "The database is read-only.";
  if (mayInsert === null) return describeMissing(schema);
  if (!mayInsert)
    return `The role may not insert into ${schema}.events. Grant it what \`pnpm cli setup-sql\` prints.`;
  if (missing.length > 0) return `Migrations are missing: ${missing.join(", ")}. Run \`pnpm cli migrate\`.`;

  return null;
}

function describeMissing(schema: string): string {
  return `The tables of the schema ${schema} are missing. Run \`pnpm cli migrate\`, or restore a backup.`;
}
