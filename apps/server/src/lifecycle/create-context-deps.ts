import { events } from "@admin-events/catalog";
import { createApiKeyFinder } from "@admin-events/core/access";
import { keepChunksFinalized, openQueryEngine } from "@admin-events/core/analytics";
import { keepRollupsMerged } from "@admin-events/core/rollups";
import { startEvents } from "@admin-events/core/events";
import { createIngestion } from "@admin-events/core/ingestion";
import { createRecorder, keepRequestRollupsMerged, recordRequests } from "@admin-events/core/usage";
import { createAccounts } from "../auth/accounts.ts";
import { keptAuthSecret } from "../auth/auth-secret.ts";
import { createUserTokenReader } from "../auth/user-tokens.ts";
import type { ContextParts } from "../trpc/create-context.ts";
import { keepDailyJobs } from "../jobs/daily-jobs.ts";
import { handlers } from "../handlers/index.ts";
import type { Log } from "../log.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Storage } from "./open-storage.ts";
import type { Settings } from "../settings.ts";
import { createWatch } from "../monitoring/create-monitor.ts";

interface Foundation {
  settings: Settings;
  storage: Storage;
  mailer: Mailer;
  /** Where browsers find this server. */
  origin: string;
  log: Log;
}

/** Starts everything that answers stand on: the event system, the counts, the engine, and the people of the panel. */
export async function buildContext({
  settings,
  storage: { url, schema, orm, readingOrm },
  mailer,
  origin,
  log,
}: Foundation): Promise<ContextParts & AsyncDisposable> {
  await using starting = new AsyncDisposableStack();
  const fork = () => orm.em.fork();

  const watch = starting.use(createWatch());
  const runtime = starting.use(
    await startEvents({
      orm,
      url,
      catalog: events,
      logger: log,
      handlers: handlers({ mailer }),
      unknownEvents: settings.unknownEvents,
      onFlush: watch.noteFlush,
    }),
  );
  watch.follow(runtime.vitals);
  starting.use(keepRollupsMerged(fork, log));
  starting.use(keepRequestRollupsMerged(fork, log));
  const recorder = starting.use(
    createRecorder({
      write: (requests) => recordRequests(fork(), runtime.dictionaries, requests),
      logger: log,
    }),
  );
  watch.followRequests(recorder);
  const engine = starting.use(openQueryEngine({ url, schema, logger: log }));
  starting.use(keepChunksFinalized(engine, log));
  starting.use(keepDailyJobs({ fork, record: runtime.record, settings, log }));
  const accounts = createAccounts({
    url,
    schema,
    em: orm.em,
    mailer,
    adminEmail: settings.adminEmail,
    origin,
    secret: settings.authSecret ?? (await keptAuthSecret(settings.dataDir)),
    log,
  });
  starting.defer(() => accounts.close());

  const started = starting.move();
  return {
    catalog: events,
    runtime,
    ingestItems: createIngestion({
      ingest: runtime.ingest,
      dictionaries: runtime.dictionaries,
      fork,
    }),
    recordRequest: (request) => recorder.record(request),
    orm,
    readingOrm,
    engine,
    timeZone: settings.timeZone,
    accounts,
    findKey: createApiKeyFinder(orm.em),
    readUserToken: createUserTokenReader(settings),
    watch,
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
