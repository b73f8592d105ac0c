import type { MikroORM } from "@admin-events/db";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import type { Log } from "./log.ts";
import type { Settings } from "./settings.ts";

/** The database, up to date, and the ways to it. */
export interface Storage extends AsyncDisposable {
  url: string;
  orm: MikroORM;
  /** An ORM whose sessions refuse to write. */
  readingOrm: MikroORM;
}

/** Finds the database of the settings, starts it if need be, and brings it up to date. @throws {DatabaseUnavailableError} */
export async function openStorage(
  settings: Pick<Settings, "databaseUrl" | "dataDir">,
  log: Log,
): Promise<Storage> {
  await using opening = new AsyncDisposableStack();

  const { url } = opening.use(
    await openDatabase({ ...settings, onProgress: (sentence) => log.info(sentence) }),
  );
  await migrate(url, { onMigrated: (name) => log.info(`Migrated the database: ${name}.`) });
  const orm = await connect({ url, limitWaits: true });
  opening.defer(() => orm.close());
  const readingOrm = await connect({ url, readOnly: true });
  opening.defer(() => readingOrm.close());

  const opened = opening.move();
  return { url, orm, readingOrm, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
