import { Migrator } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClientBase } from "pg";
import { toConnectionOptions } from "./connect.ts";
import { runExclusively } from "./connections/advisory-lock.ts";
import { deliversNotifications } from "./connections/delivers-notifications.ts";
import { openClient } from "./connections/open-client.ts";
import { reachesServer } from "./connections/session.ts";
import { entitySchemas } from "./entities/index.ts";
import { getJobsSchema, migrateJobTables } from "./job-tables.ts";
import { IndexMigration, inTransaction, migrations as productMigrations } from "./migrations/index.ts";
import type { WaitReporter } from "./report-waits.ts";
import { reportWaits } from "./report-waits.ts";
import { assertSchemaName, DEFAULT_SCHEMA, quoteSchema } from "./schema.ts";
import { settleTransactionNumbers } from "./settle-transaction-numbers.ts";
import { checkSetup } from "./setup/check-setup.ts";
import { hideSecretTables } from "./setup/secret-tables.ts";
import { SetupError } from "./setup/setup-error.ts";

const LOCK_NOT_AVAILABLE = "55P03";
const LOCK_TIMEOUT_MS = 200;
const MAX_ATTEMPTS = 90;
const APPLICATION = "admin-events migrate";

export interface MigrateOptions {
  /** The PostgreSQL schema that holds the product's tables; created if missing, as is `<schema>_jobs`. Default `admin_events`. */
  schema?: string;
  /** Called with the name of each migration after it ran. */
  onMigrated?: (name: string) => void;
  /** The address that servers use, if it goes through a pooler and `url` does not. It must lead to the same database. */
  pooledUrl?: string;
  /** Called with a message about something that looks wrong but does not prevent the start, or for whom the migration waits. */
  onWarning?: (message: string) => void;
  /** Default: the product's own. */
  migrations?: typeof productMigrations;
}

/**
 * Brings the tables up to date. Any number of processes may call it at once: one migrates, the others wait.
 *
 * While migrations are pending, the role needs to own both schemas, the one of the tables and the one of the background jobs, or
 * CREATE on the database if one of them is missing. Otherwise it needs to read and write the tables.
 *
 * @returns the names of the migrations that ran now, in order; empty when there was nothing to do.
 * @throws {SetupError} naming everything that is in the way, before anything is changed.
 * @throws {MigrationError} if a migration fails and a person has to solve the problem.
 * @throws {DatabaseUrlError} {SchemaNameError}
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const { schema = DEFAULT_SCHEMA, onWarning = () => undefined } = options;
  assertSchemaName(schema);
  await using client = await openClient(url, { applicationName: APPLICATION });
  await using lockClient = await openClient(url, { applicationName: APPLICATION });
  await using waits = reportWaits(url, { schema, onWaiting: onWarning });
  for (const each of [client, lockClient]) await waits.watch(each);

  try {
    return await runExclusively(lockClient, { subject: "migration", schema }, () =>
      migrateAlone(client, url, { ...options, schema, onWarning, waits }),
    );
  } catch (error) {
    throw toMigrationError(error, schema, waits);
  }
}

interface RunOptions extends MigrateOptions {
  schema: string;
  onWarning: (message: string) => void;
  waits: WaitReporter;
}

async function migrateAlone(
  client: ClientBase,
  url: string,
  { schema, pooledUrl, onMigrated, onWarning, migrations = productMigrations, waits }: RunOptions,
): Promise<string[]> {
  const { executed, pending, hasOldJobTables } = await checkSetup(client, { schema, migrations, pooledUrl });
  assertNoneUnknown(executed, migrations);
  const isNew = executed.size === 0;
  if (isNew) await warnAboutOldTables(client, schema, onWarning);
  if (!isNew && pending.some(isIndexMigration)) await assertDirect(client, url);

  if (pending.length > 0 || hasOldJobTables) {
    await ensureSchema(client, schema);
    await ensureSchema(client, getJobsSchema(schema));
    if (pending.length > 0)
      await runMigrations(url, {
        schema,
        migrations: isNew ? withoutConcurrency(migrations) : migrations,
        onMigrated,
        waits,
      });
    await migrateJobTables(client, schema);
    await hideSecretTables(client, schema);
  }
  await settleTransactionNumbers(client, schema);

  return pending.map(({ name }) => name);
}

async function runMigrations(
  url: string,
  {
    schema,
    migrations,
    onMigrated,
    waits,
  }: Pick<RunOptions, "schema" | "onMigrated" | "waits"> & { migrations: Migrations },
): Promise<void> {
  const orm = await openForMigrations(url, schema, migrations, waits);

  try {
    if (onMigrated) orm.migrator.on("migrated", ({ name }) => onMigrated(name));
    await retryWhileLocked(() => orm.migrator.up());
  } finally {
    await orm.close();
  }
}

type Migrations = NonNullable<MigrateOptions["migrations"]>;

function isIndexMigration({ class: { prototype } }: Migrations[number]): boolean {
  return prototype instanceof IndexMigration;
}

function withoutConcurrency(migrations: Migrations): Migrations {
  return migrations.map((one) => (isIndexMigration(one) ? { ...one, class: inTransaction(one.class) } : one));
}

function assertNoneUnknown(executed: ReadonlySet<string>, migrations: typeof productMigrations): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...executed].find((name) => !known.has(name));
  if (unknown === undefined) return;

  throw new MigrationError(
    `The database has the migration ${unknown}, which this release does not know: a newer release has migrated it. Update this server, or restore the backup from before.`,
  );
}

/** Development versions before the first release kept their tables in `public`. */
async function warnAboutOldTables(
  client: ClientBase,
  schema: string,
  onWarning: MigrateOptions["onWarning"],
): Promise<void> {
  const { rowCount } = await client.query(
    `select from pg_attribute
     where attrelid = to_regclass('public.events') and attname = 'xid' and to_regclass('public.event_names') is not null`,
  );
  if (rowCount === 0) return;

  onWarning?.(
    `The schema public has tables of a development version of Admin Events. They are not read; new tables are in the schema ${schema}. Import what you need, then drop the old tables.`,
  );
}

/** Indexes are built outside of a transaction, where a pooler gives the next statement another session. */
async function assertDirect(client: ClientBase, url: string): Promise<void> {
  if ((await reachesServer(client)) || (await deliversNotifications(url))) return;

  throw new SetupError([
    "A pending migration builds indexes, which does not work through a connection pooler in transaction mode. Set DIRECT_DATABASE_URL to the address of PostgreSQL itself.",
  ]);
}

/** A problem with the role or the schema that a person has to solve. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function toMigrationError(error: unknown, schema: string, waits: WaitReporter): unknown {
  if (!(error instanceof Error)) return error;
  const advice = getAdvice((error as { code?: unknown }).code, schema, waits);

  return advice === null
    ? error
    : new MigrationError(`The migration failed: ${error.message}. ${advice}`, { cause: error });
}

function getAdvice(code: unknown, schema: string, waits: WaitReporter): string | null {
  switch (code) {
    case "42501":
      return `The role must own the schemas ${quoteSchema(schema)} and ${quoteSchema(getJobsSchema(schema))} and their tables. \`pnpm cli setup-sql\` prints the statements for an administrator.`;
    case "42P07":
      return `The schema ${quoteSchema(schema)} has tables of another program. Set DB_SCHEMA to another name.`;
    case "25006":
      return "The database is read-only. Set DATABASE_URL to the primary server.";
    case LOCK_NOT_AVAILABLE:
      return `Another transaction held a lock for more than a minute. ${waits.describeLast() ?? ""} Then run the migration again.`;
    default:
      return null;
  }
}

/** Creates a missing schema. `create schema if not exists` needs CREATE on the database even if the schema exists. */
export async function ensureSchema(client: ClientBase, schema: string): Promise<void> {
  const { rowCount } = await client.query("select from pg_namespace where nspname = $1", [schema]);
  if (rowCount === 0) await client.query(`create schema ${quoteSchema(schema)}`);
}

function openForMigrations(url: string, schema: string, migrations: Migrations, waits: WaitReporter) {
  const { dbName, driverOptions } = toConnectionOptions(url, {
    applicationName: APPLICATION,
    lockTimeoutMs: LOCK_TIMEOUT_MS,
    searchPath: quoteSchema(schema),
  });
  const onConnect = async (client: ClientBase) => {
    await driverOptions.onConnect(client);
    await waits.watch(client);
  };

  return MikroORM.init({
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
    dbName,
    driverOptions: { ...driverOptions, onConnect },
    forceUtcTimezone: true,
  });
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
