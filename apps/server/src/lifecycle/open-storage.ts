import type { MikroORM } from "@admin-events/db";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import type { Log } from "../log.ts";
import type { Settings } from "../settings.ts";

/** The migrated database and its connections. */
export interface Storage extends AsyncDisposable {
  url: string;
  /** The database without a pooler in between, where `url` goes through one. */
  directUrl?: string;
  /** The PostgreSQL schema that holds every table. */
  schema: string;
  orm: MikroORM;
  /** Its sessions are read-only. */
  readingOrm: MikroORM;
}

/** Connects to the database, starts the embedded one if needed, and migrates it. @throws {DatabaseUnavailableError} */
export async function openStorage(
  settings: Pick<Settings, "databaseUrl" | "directDatabaseUrl" | "poolSize" | "schema" | "dataDir">,
  log: Log,
): Promise<Storage> {
  await using opening = new AsyncDisposableStack();

  const { url } = opening.use(
    await openDatabase({ ...settings, onProgress: (message) => log.info(message) }),
  );
  const { schema, poolSize, directDatabaseUrl: directUrl } = settings;
  // Some migrations cannot run through a pooler.
  await migrate(directUrl ?? url, {
    schema,
    pooledUrl: directUrl && url,
    onMigrated: (name) => log.info({ migration: name }, "Migrated the database"),
    onWarning: (message) => log.warn(message),
  });
  const orm = await connect({ url, schema, poolSize, limitWaits: true });
  opening.defer(() => orm.close());
  const readingOrm = await connect({ url, schema, poolSize, readOnly: true });
  opening.defer(() => readingOrm.close());

  const opened = opening.move();
  return { url, directUrl, schema, orm, readingOrm, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
