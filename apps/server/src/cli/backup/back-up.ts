import { openClient } from "@admin-events/db/connections";
import { rename, rm, writeFile } from "node:fs/promises";
import type { ClientBase } from "pg";
import type { DatabaseLocation } from "../project.ts";
import { BackupError, findProgram } from "./postgres-program.ts";
import type { RowCounts } from "./row-counts.ts";
import { countRows, getBackupSchemas, getExcludedTables } from "./row-counts.ts";

/**
 * Backs up the schema to a file while servers run, and the row counts of the same snapshot to `<file>.counts.json`.
 *
 * @throws {BackupError}
 */
export async function backUp(
  { url, schema }: Pick<DatabaseLocation, "url" | "schema">,
  file: string,
): Promise<RowCounts> {
  await using client = await openClient(url, { applicationName: "admin-events backup" });
  const partialFile = `${file}.partial`;

  try {
    await assertSchemaExists(client, schema);
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
      `--file=${partialFile}`,
    ];
    await program.run(options, url);
    await writeFile(getCountsFile(partialFile), JSON.stringify({ schema, counts }, null, 2));
    // An earlier backup with this name is replaced only by a complete one.
    await rename(partialFile, file);
    await rename(getCountsFile(partialFile), getCountsFile(file));

    return counts;
  } finally {
    await rm(partialFile, { force: true });
    await rm(getCountsFile(partialFile), { force: true });
  }
}

async function assertSchemaExists(client: ClientBase, schema: string): Promise<void> {
  const { rowCount } = await client.query("select from pg_namespace where nspname = $1", [schema]);
  if (rowCount !== 0) return;

  throw new BackupError(
    `The database has no schema ${schema}, so there is nothing to back up. Check DATABASE_URL and DB_SCHEMA.`,
  );
}

export function getCountsFile(file: string): string {
  return `${file}.counts.json`;
}

/** The major version, such as 18. */
export async function getServerVersion(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );

  return Math.floor((rows[0]?.version ?? 0) / 10_000);
}
