import { quoteSchema } from "@admin-events/db";
import type { Client } from "pg";

/** Number of rows by table. */
export type RowCounts = Record<string, number>;

/** Column chunks are derived from the events, so backups omit them. */
export const DERIVED_TABLES = ["event_columns"];

/** Counts the rows of every table in the client's transaction. */
export async function countRows(client: Client, schema: string): Promise<RowCounts> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = $1 and table_type = 'BASE TABLE' order by table_name`,
    [schema],
  );
  const counts: RowCounts = {};

  for (const { name } of tables) {
    if (DERIVED_TABLES.includes(name)) continue;
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from ${quoteSchema(schema)}.${client.escapeIdentifier(name)}`,
    );
    counts[name] = Number(rows[0]?.count);
  }

  return counts;
}

/** Describes each table whose count differs or that exists on one side only. */
export function compareRowCounts(before: RowCounts, after: RowCounts): string[] {
  return Object.keys({ ...before, ...after })
    .filter((table) => after[table] !== before[table])
    .map((table) => `${table}: ${before[table] ?? "missing"} → ${after[table] ?? "missing"}`);
}
