import type { MikroORM } from "@admin-events/db";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import type { Log } from "../log.ts";
import type { Settings } from "../settings.ts";

/** The database, up to date, and the ways to it. */
export interface Storage extends AsyncDisposable {
  url: string;
  /** The PostgreSQL schema that holds every table. */
  schema: string;
  orm: MikroORM;
  /** An ORM whose sessions refuse to write. */
  readingOrm: MikroORM;
}

/** Finds the database of the settings, starts it if need be, and brings it up to date. @throws {DatabaseUnavailableError} */
export async function openStorage(
  settings: Pick<Settings, "databaseUrl" | "schema" | "dataDir">,
  log: Log,
): Promise<Storage> {
  await using opening = new AsyncDisposableStack();

  const { url } = opening.use(
    await openDatabase({ ...settings, onProgress: (sentence) => log.info(sentence) }),
  );
  const { schema } = settings;
  await migrate(url, {
    schema,
    onMigrated: (name) => log.info(`Migrated the database: ${name}.`),
  });
  const orm = await connect({ url, schema, limitWaits: true });
  opening.defer(() => orm.close());
  const readingOrm = await connect({ url, schema, readOnly: true });
  opening.defer(() => readingOrm.close());

  const opened = opening.move();
  return { url, schema, orm, readingOrm, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
