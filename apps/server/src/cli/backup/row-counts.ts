import { quoteSchema } from "@admin-events/db";
import type { Client } from "pg";

/** How many rows each table has. */
export type TableFigures = Record<string, number>;

/** Packed days, which are made again from the events: a backup leaves them out. */
export const derivedTables = ["event_columns"];

/** Counts the rows of every table, as the client's transaction sees them. */
export async function tableFigures(client: Client, schema: string): Promise<TableFigures> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = $1 and table_type = 'BASE TABLE' order by table_name`,
    [schema],
  );
  const figures: TableFigures = {};

  for (const { name } of tables) {
    if (derivedTables.includes(name)) continue;
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from ${quoteSchema(schema)}.${client.escapeIdentifier(name)}`,
    );
    figures[name] = Number(rows[0]?.count);
  }

  return figures;
}

/** A sentence for each table whose figures differ, also where only one of the two knows it. */
export function differences(before: TableFigures, after: TableFigures): string[] {
  return Object.keys({ ...before, ...after })
    .filter((table) => after[table] !== before[table])
    .map((table) => `${table} had ${before[table] ?? "no"} rows and has ${after[table] ?? "none"}`);
}
