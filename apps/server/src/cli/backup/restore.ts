import {
  assertMayCreateTables,
  ensureSchema,
  formatSchemaObjects,
  getJobsSchema,
  listSchemaObjects,
  migrate,
  quoteSchema,
} from "@admin-events/db";
import { openClient } from "@admin-events/db/connections";
import { access, readFile } from "node:fs/promises";
import type { ClientBase } from "pg";
import { z } from "zod";
import type { DatabaseLocation } from "../project.ts";
import { getCountsFile, getServerVersion } from "./back-up.ts";
import { BackupError, findProgram } from "./postgres-program.ts";
import type { RowCounts } from "./row-counts.ts";
import { compareRowCounts, countRows, getBackupSchemas } from "./row-counts.ts";

const backupInfo = z.object({ schema: z.string(), counts: z.record(z.string(), z.number()) });

/**
 * Restores a backup into an empty schema, verifies the row counts, and migrates the tables. Feed cursors of the old
 * database are not valid in the new one, so live feeds reload.
 *
 * @throws {SetupError} if the role may not create the tables.
 * @throws {BackupError} if the schema has tables, the file is damaged, or the counts differ.
 */
export async function restore(
  { url, schema }: Pick<DatabaseLocation, "url" | "schema">,
  file: string,
): Promise<RowCounts> {
  const backup = await readCounts(file);
  if (backup.schema !== schema) {
    throw new BackupError(
      `The backup is of schema ${backup.schema}. Set DB_SCHEMA=${backup.schema} and restore it again.`,
    );
  }
  await using client = await openClient(url, { applicationName: "admin-events restore" });
  await assertMayCreateTables(client, schema);
  await assertEmpty(client, schema);
  for (const name of getBackupSchemas(schema)) await ensureSchema(client, name);
  const program = await findProgram("pg_restore", await getServerVersion(client));
  const options = [
    // The schemas themselves exist already, perhaps created by another role.
    ...getBackupSchemas(schema).map((name) => `--schema=${name}`),
    "--no-owner",
    "--no-privileges",
    "--exit-on-error",
    "--single-transaction",
    `--dbname=${client.database}`,
    file,
  ];
  await program.run(options, url).catch(throwRestoreError);

  const after = await countRows(client, schema);
  const differences = compareRowCounts(backup.counts, after);
  if (differences.length > 0) {
    throw new BackupError(
      `The restored row counts differ from the backup (${differences.join("; ")}). Do not start a server on it. Run: drop schema ${quoteSchema(schema)} cascade; drop schema ${quoteSchema(getJobsSchema(schema))} cascade; then restore another backup.`,
    );
  }
  await migrate(url, { schema });

  return after;
}

async function readCounts(file: string): Promise<z.infer<typeof backupInfo>> {
  const countsFile = getCountsFile(file);
  try {
    await access(file);
    return backupInfo.parse(JSON.parse(await readFile(countsFile, "utf8")));
  } catch {
    throw new BackupError(
      `Cannot read the backup ${file} and ${countsFile}. \`pnpm cli backup\` creates both files.`,
    );
  }
}

function throwRestoreError(error: Error): never {
  throw new BackupError(
    `${error.message}. Nothing was restored. If the file is incomplete, copy it again or restore another backup.`,
    { cause: error },
  );
}

async function assertEmpty(client: ClientBase, schema: string): Promise<void> {
  const objects = await listSchemaObjects(client, getBackupSchemas(schema));
  if (objects.length === 0) return;

  throw new BackupError(
    `The schema ${schema} or ${getJobsSchema(schema)} is not empty: ${formatSchemaObjects(objects)}. Set DATABASE_URL to a database without them, and restore before a server starts on it.`,
  );
}
