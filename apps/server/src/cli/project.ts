import type { AnyCatalog } from "@admin-events/catalog";
import { events } from "@admin-events/catalog";
import { loadCatalog } from "@admin-events/core/declared-catalogs";
import type { EventsRuntime } from "@admin-events/core/events";
import { startEvents } from "@admin-events/core/events";
import type { MikroORM } from "@admin-events/db";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import type { Accounts } from "../auth/accounts.ts";
import { createAccounts } from "../auth/accounts.ts";
import { loadAuthSecret } from "../auth/auth-secret.ts";
import type { Log } from "../log.ts";
import { createConfiguredMailer } from "../mail/mailer.ts";
import type { Settings } from "../settings.ts";

/** The dependencies of commands. Functions open their part on the first call. */
export interface Project {
  settings: Settings;
  url: string;
  /** The migrations that ran when the project was opened. */
  migrated: string[];
  orm: MikroORM;
  /** Its sessions are read-only. */
  readingOrm: () => Promise<MikroORM>;
  /** The server's own catalog with those that applications have declared. */
  catalog: () => Promise<AnyCatalog>;
  /** Without handlers. */
  runtime: () => Promise<EventsRuntime<typeof events>>;
  accounts: () => Promise<Accounts>;
}

/** Opens and migrates the database, and closes everything after use. */
export async function withProject<Result>(
  settings: Settings,
  log: Log,
  use: (project: Project) => Promise<Result>,
): Promise<Result> {
  await using opened = new AsyncDisposableStack();
  const onProgress = (message: string) => log.info(message);
  const { url } = opened.use(await openDatabase({ ...settings, onProgress }));
  const { schema, directDatabaseUrl } = settings;
  const migrated = await migrate(directDatabaseUrl ?? url, {
    schema,
    pooledUrl: directDatabaseUrl && url,
    onWarning: (message) => log.warn(message),
  });
  const orm = await connect({ url, schema, poolSize: 2 });
  opened.defer(() => orm.close());

  return await use({
    settings,
    url,
    migrated,
    orm,
    async readingOrm() {
      const readingOrm = await connect({ url, schema, poolSize: 2, readOnly: true });
      opened.defer(() => readingOrm.close());
      return readingOrm;
    },
    catalog: async () => (await loadCatalog(orm.em.fork(), events)).catalog,
    async runtime() {
      return opened.use(
        await startEvents({
          orm,
          url: directDatabaseUrl ?? url,
          catalog: events,
          logger: log,
          unknownEvents: settings.unknownEvents,
          timeZone: settings.timeZone,
          redactKeys: settings.redactKeys,
        }),
      );
    },
    async accounts() {
      const accounts = createAccounts({
        url,
        schema,
        em: orm.em,
        mailer: createConfiguredMailer(settings, log),
        origin: settings.origin ?? `http://localhost:${settings.port}`,
        basePath: settings.basePath,
        secret: settings.authSecret ?? (await loadAuthSecret(settings.dataDir)),
        log,
      });
      opened.defer(() => accounts.close());
      return accounts;
    },
  });
}

/** A database, and the PostgreSQL schema that holds the tables. */
export interface DatabaseLocation {
  url: string;
  schema: string;
  settings: Settings;
}

/** Opens the database without migrating it. */
export async function withDatabase<Result>(
  settings: Settings,
  use: (location: DatabaseLocation) => Promise<Result>,
): Promise<Result> {
  await using database = await openDatabase(settings);

  return await use({ url: settings.directDatabaseUrl ?? database.url, schema: settings.schema, settings });
}
