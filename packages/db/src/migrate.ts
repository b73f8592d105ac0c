import { Migrator } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { entitySchemas } from "./entities/index.ts";
import { createJobTables, getJobsSchema } from "./job-tables.ts";
import { migrations as productMigrations } from "./migrations/index.ts";
import { DEFAULT_SCHEMA, quoteSchema } from "./schema.ts";
import { settleTransactionNumbers } from "./settle-transaction-numbers.ts";

/** The ASCII of "evnt"; the second key of the advisory lock is the schema's hash. */
const MIGRATION_LOCK = 0x65_76_6e_74;
const LOCK_NOT_AVAILABLE = "55P03";
const MAX_ATTEMPTS = 90;

export interface MigrateOptions {
  /** The PostgreSQL schema that holds the product's tables; created if missing, as is `<schema>_jobs`. Default `admin_events`. */
  schema?: string;
  /** Called with the name of each migration after it ran. */
  onMigrated?: (name: string) => void;
  /** Default: the product's own. */
  migrations?: typeof productMigrations;
}

/**
 * Brings the tables up to date. Any number of processes may call it at once: one migrates, the others wait.
 *
 * The role needs to own both schemas, the one of the tables and the one of the background jobs, or CREATE on the database if
 * one of them is missing.
 *
 * @returns the names of the migrations that ran now, in order; empty when there was nothing to do.
 */
export async function migrate(
  url: string,
  { schema = DEFAULT_SCHEMA, onMigrated, migrations = productMigrations }: MigrateOptions = {},
): Promise<string[]> {
  const client = new Client({ connectionString: url, application_name: "admin-events migrate" });
  await client.connect();

  try {
    await waitForTurn(client, schema);
    await ensureSchema(client, schema);
    await ensureSchema(client, getJobsSchema(schema));
    const orm = await openForMigrations(url, schema, migrations);

    try {
      if (onMigrated) orm.migrator.on("migrated", ({ name }) => onMigrated(name));
      const ran = await retryWhileLocked(() => orm.migrator.up());
      await createJobTables(client, schema);
      await settleTransactionNumbers(client, schema);

      return ran.map(({ name }) => name);
    } finally {
      await orm.close();
      // A pooler keeps the session, and with it the lock.
      await client.query("select pg_advisory_unlock($1, hashtext($2))", [MIGRATION_LOCK, schema]);
    }
  } catch (error) {
    throw toMigrationError(error, schema);
  } finally {
    await client.end();
  }
}

/** A problem with the role or the schema that a person has to solve. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function toMigrationError(error: unknown, schema: string): unknown {
  if (!(error instanceof Error)) return error;
  const advice = getAdvice(
    (error as { code?: unknown }).code,
    quoteSchema(schema),
    quoteSchema(getJobsSchema(schema)),
  );

  return advice === null
    ? error
    : new MigrationError(`The migration failed: ${error.message}. ${advice}`, { cause: error });
}

function getAdvice(code: unknown, schema: string, jobsSchema: string): string | null {
  switch (code) {
    case "42501":
      return `The role must own the schemas ${schema} and ${jobsSchema}. As an administrator, run for each: create schema <name> authorization <role>;`;
    case "42P07":
      return `The schema ${schema} has tables of another program. Set DB_SCHEMA to another name.`;
    case "25006":
      return "The database is read-only. Set DATABASE_URL to the primary server.";
    default:
      return null;
  }
}

/** Polls for the lock. A statement that waits for it would block a concurrent index build, which waits for that statement. */
async function waitForTurn(client: Client, schema: string): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ isLocked: boolean }>(
      `select pg_try_advisory_lock($1, hashtext($2)) as "isLocked"`,
      [MIGRATION_LOCK, schema],
    );
    if (rows[0]?.isLocked) return;
    await sleep(200);
  }
}

/** Creates a missing schema. `create schema if not exists` needs CREATE on the database even if the schema exists. */
export async function ensureSchema(client: Client, schema: string): Promise<void> {
  const { rowCount } = await client.query("select from pg_namespace where nspname = $1", [schema]);
  if (rowCount === 0) await client.query(`create schema ${quoteSchema(schema)}`);
}

function openForMigrations(url: string, schema: string, migrations: typeof productMigrations) {
  return MikroORM.init({
    clientUrl: url,
    schema,
    entities: [...entitySchemas],
    extensions: [Migrator],
    migrations: {
      migrationsList: migrations,
      snapshot: false,
      silent: true,
      tableName: "migrations",
      // Each commits on its own, so that none holds its locks while the next one works.
      allOrNothing: false,
    },
    // One connection, so that a setting of one statement holds for the next.
    pool: { min: 0, max: 1 },
    driverOptions: { options: `-c lock_timeout=200ms -c search_path=${optionValue(quoteSchema(schema))}` },
    forceUtcTimezone: true,
  });
}

/** Escapes a value of libpq's `options`. */
function optionValue(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll(" ", "\\ ");
}

/**
 * A migration that waits for a lock blocks everyone who asks for it later. So it waits for 200 ms at most, releases its
 * locks and tries again, for about a minute.
 */
async function retryWhileLocked<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE || attempt === MAX_ATTEMPTS) throw error;
      await sleep(500);
    }
  }
}
