import { events } from "@admin-events/catalog";
import type { EventsRuntime } from "@admin-events/core/events";
import { startEvents } from "@admin-events/core/events";
import type { MikroORM } from "@admin-events/db";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import type { Accounts } from "../auth/accounts.ts";
import { createAccounts } from "../auth/accounts.ts";
import { keptAuthSecret } from "../auth/auth-secret.ts";
import type { Log } from "../log.ts";
import { mailerFor } from "../mail/mailer.ts";
import type { Settings } from "../settings.ts";

/** The parts of the project that commands use, each opened when it is first asked for. */
export interface Project {
  settings: Settings;
  url: string;
  /** The migrations that ran when the project was opened. */
  migrated: string[];
  orm: MikroORM;
  /** An ORM whose sessions refuse to write. */
  readingOrm: () => Promise<MikroORM>;
  /** The event system without its handlers. */
  runtime: () => Promise<EventsRuntime<typeof events>>;
  accounts: () => Promise<Accounts>;
}

/** Opens the database of the settings, brings it up to date, and closes everything after use. */
export async function withProject<Answer>(
  settings: Settings,
  log: Log,
  use: (project: Project) => Promise<Answer>,
): Promise<Answer> {
  await using opened = new AsyncDisposableStack();
  const onProgress = (sentence: string) => log.info(sentence);
  const { url } = opened.use(await openDatabase({ ...settings, onProgress }));
  const { schema } = settings;
  const migrated = await migrate(url, { schema });
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
    async runtime() {
      return opened.use(
        await startEvents({ orm, url, catalog: events, logger: log, unknownEvents: settings.unknownEvents }),
      );
    },
    async accounts() {
      const accounts = createAccounts({
        url,
        schema,
        em: orm.em,
        mailer: mailerFor(settings, log),
        origin: settings.origin ?? `http://localhost:${settings.port}`,
        secret: settings.authSecret ?? (await keptAuthSecret(settings.dataDir)),
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
}

/** Opens the database of the settings without migrating it. */
export async function withDatabase<Answer>(
  settings: Settings,
  use: (location: DatabaseLocation) => Promise<Answer>,
): Promise<Answer> {
  await using database = await openDatabase(settings);

  return await use({ url: database.url, schema: settings.schema });
}
