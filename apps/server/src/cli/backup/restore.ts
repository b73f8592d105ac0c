import { ensureSchema, migrate } from "@admin-events/db";
import { access, readFile } from "node:fs/promises";
import { Client } from "pg";
import type { DatabaseLocation } from "../project.ts";
import { figuresFile, serverVersion } from "./back-up.ts";
import { BackupFailed, findProgram } from "./postgres-program.ts";
import type { TableFigures } from "./row-counts.ts";
import { differences, tableFigures } from "./row-counts.ts";

/**
 * Fills an empty database from a backup, compares the figures with those of the backup, and brings the tables up to
 * date. Live feeds that were open elsewhere start anew: the transaction numbers of the old database mean nothing here.
 *
 * @throws {BackupFailed} for a database that is not empty, for a file that cannot be read to its end, and when the
 * figures differ.
 */
export async function restore({ url, schema }: DatabaseLocation, file: string): Promise<TableFigures> {
  const before = await figuresOf(file);
  const client = new Client({ connectionString: url, application_name: "admin-events restore" });
  await client.connect();

  try {
    await assertEmpty(client, schema);
    await ensureSchema(client, schema);
    const program = await findProgram("pg_restore", await serverVersion(client));
    const { database } = client;
    // The schema itself exists already, perhaps made by another role.
    const how = [
      `--schema=${schema}`,
      "--no-owner",
      "--no-privileges",
      "--exit-on-error",
      "--single-transaction",
    ];
    await program.run([...how, `--dbname=${database}`, file], url).catch(refuse);

    const after = await tableFigures(client, schema);
    const wrong = differences(before, after);
    if (wrong.length > 0)
      throw new BackupFailed(
        `The restored figures are not those of the backup: ${wrong.join("; ")}. Start no server on this database: drop it, and restore another backup into a new one.`,
      );
    await migrate(url, { schema });

    return after;
  } finally {
    await client.end();
  }
}

async function figuresOf(file: string): Promise<TableFigures> {
  try {
    await access(file);
    return JSON.parse(await readFile(figuresFile(file), "utf8")) as TableFigures;
  } catch {
    throw new BackupFailed(
      `There is no backup ${file} with its ${figuresFile(file)}: both are written by \`pnpm cli backup\`.`,
    );
  }
}

/** Everything or nothing is restored, in one transaction. */
function refuse(error: Error): never {
  throw new BackupFailed(
    `${error.message}. Nothing was restored. Where the file was cut off, copy it anew or restore another backup; otherwise put right what pg_restore says, and restore again.`,
    { cause: error },
  );
}

async function assertEmpty(client: Client, schema: string): Promise<void> {
  const { rows } = await client.query("select 1 from pg_tables where schemaname = $1 limit 1", [schema]);
  if (rows.length === 0) return;

  throw new BackupFailed(
    `The schema ${schema} already has tables. Set DATABASE_URL to a database without them, or DB_SCHEMA to another name, and restore before a server starts on it.`,
  );
}
