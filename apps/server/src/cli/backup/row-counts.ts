import { getJobsSchema, quoteSchema } from "@admin-events/db";
import type { Client } from "pg";

/** Number of rows by table. Tables of the background jobs are named `jobs.…`. */
export type RowCounts = Record<string, number>;

/** The schema of the product's tables and that of its background jobs. */
export function getBackupSchemas(schema: string): [string, string] {
  return [schema, getJobsSchema(schema)];
}

/** Tables whose rows backups omit: column chunks are derived from the events, the others describe running processes. */
export function getExcludedTables(schema: string): string[] {
  const jobsSchema = getJobsSchema(schema);

  return [`${schema}.event_columns`, `${jobsSchema}.instance`, `${jobsSchema}.warning`];
}

/** Counts the rows of every table in the client's transaction. */
export async function countRows(client: Client, schema: string): Promise<RowCounts> {
  const excluded = getExcludedTables(schema);
  // The rows of a partition are counted with their table's.
  const { rows: tables } = await client.query<{ schema: string; name: string }>(
    `select nspname as schema, relname as name from pg_class
     join pg_namespace on pg_namespace.oid = relnamespace
     where nspname = any($1) and relkind in ('r', 'p') and not relispartition order by nspname, relname`,
    [getBackupSchemas(schema)],
  );
  const counts: RowCounts = {};

  for (const table of tables) {
    if (excluded.includes(`${table.schema}.${table.name}`)) continue;
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from ${quoteSchema(table.schema)}.${client.escapeIdentifier(table.name)}`,
    );
    counts[table.schema === schema ? table.name : `jobs.${table.name}`] = Number(rows[0]?.count);
  }

  return counts;
}

/** Describes each table whose count differs or that exists on one side only. */
export function compareRowCounts(before: RowCounts, after: RowCounts): string[] {
  return Object.keys({ ...before, ...after })
    .filter((table) => after[table] !== before[table])
    .map((table) => `${table}: ${before[table] ?? "missing"} → ${after[table] ?? "missing"}`);
}
