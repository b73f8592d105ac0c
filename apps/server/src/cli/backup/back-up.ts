import { writeFile } from "node:fs/promises";
import { Client } from "pg";
import type { DatabaseLocation } from "../project.ts";
import { findProgram } from "./postgres-program.ts";
import type { TableFigures } from "./row-counts.ts";
import { derivedTables, tableFigures } from "./row-counts.ts";

/**
 * Writes the database to a file while servers go on, and its figures of the same moment to `<file>.figures.json`.
 *
 * @throws {BackupFailed}
 */
export async function backUp({ url, schema }: DatabaseLocation, file: string): Promise<TableFigures> {
  const client = new Client({ connectionString: url, application_name: "admin-events backup" });
  await client.connect();

  try {
    const program = await findProgram("pg_dump", await serverVersion(client));
    await client.query("begin isolation level repeatable read read only");
    const { rows } = await client.query<{ snapshot: string }>("select pg_export_snapshot() as snapshot");
    const figures = await tableFigures(client, schema);
    const leftOut = derivedTables.map((table) => `--exclude-table-data=${schema}.${table}`);
    const how = [`--schema=${schema}`, "--format=custom", "--no-owner", "--no-privileges", ...leftOut];
    await program.run([...how, `--snapshot=${rows[0]?.snapshot}`, `--file=${file}`], url);
    await writeFile(figuresFile(file), JSON.stringify(figures, null, 2));

    return figures;
  } finally {
    await client.end();
  }
}

/** Where the figures of a backup stand. */
export function figuresFile(file: string): string {
  return `${file}.figures.json`;
}

/** The main version, like 18. */
export async function serverVersion(client: Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );

  return Math.floor((rows[0]?.version ?? 0) / 10_000);
}
