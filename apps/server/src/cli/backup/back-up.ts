import { writeFile } from "node:fs/promises";
import { Client } from "pg";
import type { DatabaseLocation } from "../project.ts";
import { findProgram } from "./postgres-program.ts";
import type { RowCounts } from "./row-counts.ts";
import { countRows, getBackupSchemas, getExcludedTables } from "./row-counts.ts";

/**
 * Backs up the schema to a file while servers run, and the row counts of the same snapshot to `<file>.counts.json`.
 *
 * @throws {BackupError}
 */
export async function backUp({ url, schema }: DatabaseLocation, file: string): Promise<RowCounts> {
  const client = new Client({ connectionString: url, application_name: "admin-events backup" });
  await client.connect();

  try {
    const program = await findProgram("pg_dump", await getServerVersion(client));
    await client.query("begin isolation level repeatable read read only");
    const { rows } = await client.query<{ snapshot: string }>("select pg_export_snapshot() as snapshot");
    const counts = await countRows(client, schema);
    const options = [
      ...getBackupSchemas(schema).map((name) => `--schema=${name}`),
      ...getExcludedTables(schema).map((table) => `--exclude-table-data=${table}`),
      "--format=custom",
      "--no-owner",
      "--no-privileges",
      `--snapshot=${rows[0]?.snapshot}`,
      `--file=${file}`,
    ];
    await program.run(options, url);
    await writeFile(getCountsFile(file), JSON.stringify(counts, null, 2));

    return counts;
  } finally {
    await client.end();
  }
}

export function getCountsFile(file: string): string {
  return `${file}.counts.json`;
}

/** The major version, such as 18. */
export async function getServerVersion(client: Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );

  return Math.floor((rows[0]?.version ?? 0) / 10_000);
}
