import type { AnyCatalog } from "@admin-events/catalog";
import { createApiKeyFinder } from "@admin-events/core/access";
import { keepChunksFinalized, openQueryEngine } from "@admin-events/core/analytics";
import { startJobQueue } from "@admin-events/core/background";
import { keepRollupsMerged } from "@admin-events/core/rollups";
import type { Handler } from "@admin-events/core/events";
import { startEvents } from "@admin-events/core/events";
import { createIngestion } from "@admin-events/core/ingestion";
import { createRejectionRecorder, storeRejections } from "@admin-events/core/rejections";
import { createRedactor } from "@admin-events/core/redaction";
import { createRecorder, keepRequestRollupsMerged, recordRequests } from "@admin-events/core/usage";
import { createAccounts } from "../auth/accounts.ts";
import { loadAuthSecret } from "../auth/auth-secret.ts";
import { createSenderLimits } from "../auth/sender-limits.ts";
import { createUserTokenReader } from "../auth/user-tokens.ts";
import type { ContextDeps } from "../trpc/create-context.ts";
import { writeErasures } from "../erasures/erasure-file.ts";
import type { HandlerDeps } from "../handlers/index.ts";
import { scheduleDailyJobs } from "../jobs/daily-jobs.ts";
import type { Log } from "../log.ts";
import { createPersonMailer } from "../mail/create-person-mailer.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Storage } from "./open-storage.ts";
import type { Settings } from "../settings.ts";
import { createMonitor } from "../monitoring/create-monitor.ts";

export type CreateHandlers = (deps: HandlerDeps) => Handler[];

interface StartDeps {
  settings: Settings;
  storage: Storage;
  mailer: Mailer;
  catalog: AnyCatalog;
  handlers: CreateHandlers;
  /** The origin of this server in browsers. */
  origin: string;
  log: Log;
}

/** Starts the event runtime, background jobs, query engine and accounts. */
export async function createContextDeps({
  settings,
  storage: { url, directUrl, schema, orm, readingOrm },
  mailer,
  catalog,
  handlers,
  origin,
  log,
}: StartDeps): Promise<ContextDeps & AsyncDisposable> {
  await using starting = new AsyncDisposableStack();
  const fork = () => orm.em.fork();

  const monitor = starting.use(createMonitor());
  const rejections = starting.use(
    createRejectionRecorder({
      store: (groups) => storeRejections(fork(), groups),
      redactor: createRedactor(settings.redactKeys),
      logger: log,
    }),
  );
  monitor.observeRejections(rejections);
  const jobs = starting.use(await startJobQueue({ url, directUrl, schema, logger: log }));
  const runtime = starting.use(
    await startEvents({
      orm,
      url: directUrl ?? url,
      jobs,
      catalog,
      logger: log,
      handlers: handlers({
        mailPerson: createPersonMailer({ mailer, fork, maxPerDay: settings.handlerMailsPerDay }),
      }),
      unknownEvents: settings.unknownEvents,
      timeZone: settings.timeZone,
      maxPublicNamesPerDay: settings.publicNamesPerDay,
      redactKeys: settings.redactKeys,
      onFlush: monitor.recordFlush,
      onRejected: rejections.record,
    }),
  );
  monitor.observeEvents(runtime.vitals);
  const rollups = starting.use(keepRollupsMerged(fork, log));
  const requestRollups = starting.use(keepRequestRollupsMerged(fork, log));
  const recorder = starting.use(
    createRecorder({
      write: (requests) => recordRequests(fork(), runtime.idCaches, requests),
      logger: log,
    }),
  );
  monitor.observeRecorder(recorder);
  const engine = starting.use(openQueryEngine({ url: directUrl ?? url, schema, logger: log }));
  const chunks = starting.use(keepChunksFinalized(engine, log));
  monitor.observeLoops([
    runtime.inbox.loop,
    rollups,
    requestRollups,
    chunks,
    rejections,
    runtime.catalog,
    ...jobs.loops,
  ]);
  starting.use(
    await scheduleDailyJobs({ jobs, fork, record: runtime.record, rules: runtime.rules, settings, log }),
  );
  const accounts = createAccounts({
    url,
    schema,
    em: orm.em,
    mailer,
    adminEmail: settings.adminEmail,
    origin,
    basePath: settings.basePath,
    secret: settings.authSecret ?? (await loadAuthSecret(settings.dataDir)),
    log,
  });
  starting.defer(() => accounts.close());

  const started = starting.move();
  return {
    runtime,
    ingestItems: createIngestion({
      ingest: runtime.ingest,
      idCaches: runtime.idCaches,
      rules: runtime.rules,
      fork,
      maxPublicGroupsPerDay: settings.publicGroupsPerDay,
      maxPublicPeoplePerDay: settings.publicPeoplePerDay,
      onRejected: rejections.record,
    }),
    recordRejection: rejections.record,
    recordRequest: (request) => recorder.record(request),
    onErased: async () => {
      await writeErasures(fork(), settings.dataDir).catch((error: unknown) =>
        log.warn(
          { error },
          "The list of erasures could not be written to DATA_DIR. Keep the output of `pnpm cli erasures list` next to your backups.",
        ),
      );
    },
    orm,
    readingOrm,
    engine,
    timeZone: settings.timeZone,
    retention: { eventDays: settings.retentionDays, usageDays: settings.usageRetentionDays },
    accounts,
    findKey: createApiKeyFinder(orm.em),
    senderLimits: createSenderLimits(),
    readUserToken: createUserTokenReader(settings),
    monitor,
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
