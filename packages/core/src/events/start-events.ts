import type { AnyCatalog } from "@admin-events/catalog";
import type { MikroORM } from "@admin-events/db";
import { assertTimeZone } from "../calendar/index.ts";
import type { JobQueue, LoopStatus } from "../background/index.ts";
import type { MergedCatalog } from "../declared-catalogs/index.ts";
import { startLiveCatalog } from "../declared-catalogs/index.ts";
import type { Logger } from "../logger.ts";
import type { Rejection } from "../item-result.ts";
import { createRedactor } from "../redaction/index.ts";
import { watchTransactions } from "./after-commit.ts";
import type { Events } from "./events.ts";
import { createEvents } from "./events.ts";
import type { Feed } from "./feed/feed.ts";
import { startFeed } from "./feed/feed.ts";
import { startWakeSource } from "./feed/wake-source.ts";
import type { Handler } from "./handlers/handler.ts";
import { createHandlerNotifier } from "./handlers/notify-handlers.ts";
import { startHandlerWorkers } from "./handlers/handler-workers.ts";
import { storeDeclaredFields } from "./inbox/declared-fields.sql.ts";
import type { EnqueueEvents } from "./inbox/enqueue-events.ts";
import { createEnqueueEvents } from "./inbox/enqueue-events.ts";
import type { Inbox } from "./inbox/start-inbox.ts";
import { startInbox } from "./inbox/start-inbox.ts";
import type { Ingest } from "./ingest.ts";
import { createIngest } from "./ingest.ts";
import type { EventRules } from "./preparing/prepare-event.ts";
import type { RecordEvents } from "./record-events.ts";
import { createRecordEvents } from "./record-events.ts";
import { createNameAdmission, DEFAULT_MAX_PUBLIC_NAMES_PER_DAY } from "./storing/admit-names.sql.ts";
import type { IdCaches } from "./storing/id-cache.ts";
import { createIdCaches } from "./storing/id-cache.ts";
import { getWakeChannel } from "./storing/write-events.sql.ts";
import type { Flush } from "./storing/writer.ts";
import { createWriter } from "./storing/writer.ts";

export interface StartEventsOptions<C> {
  orm: MikroORM;
  /** The database of `orm`, without a connection pooler in between. The feed listens on its own connection. */
  url: string;
  /** Comes before the catalogs that applications of other repositories have declared. */
  catalog: C;
  logger: Logger;
  handlers?: readonly Handler[];
  /** Runs the durable handlers; required if there are any. Dispose of it after the event system. */
  jobs?: JobQueue;
  /** Whether well-formed names that are not in the catalog are stored. Default `store`. */
  unknownEvents?: EventRules["unknownEvents"];
  /** IANA zone of times that are sent without an offset. Default `UTC`. */
  timeZone?: string;
  /** How many names that are not in the catalog public keys may add within 24 hours. Default 200. */
  maxPublicNamesPerDay?: number;
  /** Further keys whose values are secret, such as `nationalId`, besides passwords, tokens and the like. */
  redactKeys?: readonly string[];
  onFlush?: (flush: Flush) => void;
  /** Called for each event of `track` that cannot be stored because it is invalid, also in a transaction that has committed. */
  onRejected?: (rejection: Rejection) => void;
}

export interface EventsVitals {
  /** Events that are waiting to be stored, at most 10,000. */
  waiting: number;
  /** How long the oldest of them has been waiting. 0 for none. */
  oldestWaitingSeconds: number;
  /** How long ago a batch of events could not be stored; null if none failed, or one was stored since. */
  lastFailureSeconds: number | null;
  listeners: number;
  /** Whether PostgreSQL announces the events of other processes. If not, they appear within two seconds. */
  isNotified: boolean;
}

export interface LiveCatalogView {
  getCurrent: () => MergedCatalog;
  /** Reads at once what was declared meanwhile, which otherwise takes up to two seconds. @throws any error of the database. */
  refresh: () => Promise<void>;
  getStatus: () => LoopStatus;
}

/** The running event system of this process. Applications use `events`; the server uses the rest. */
export interface EventsRuntime<C> extends AsyncDisposable {
  events: Events<C>;
  ingest: Ingest;
  record: RecordEvents;
  enqueue: EnqueueEvents;
  inbox: Inbox;
  feed: Feed;
  rules: EventRules;
  /** The catalog with those that applications have declared. */
  catalog: LiveCatalogView;
  idCaches: IdCaches;
  vitals: () => EventsVitals;
}

/** Starts tracking, handlers and the live feed. The database has to be migrated. Disposing finishes pending work and stops. */
export async function startEvents<C extends object>({
  orm,
  url,
  catalog,
  logger,
  handlers = [],
  jobs,
  unknownEvents = "store",
  timeZone = "UTC",
  maxPublicNamesPerDay = DEFAULT_MAX_PUBLIC_NAMES_PER_DAY,
  redactKeys,
  onFlush,
  onRejected,
}: StartEventsOptions<C>): Promise<EventsRuntime<C>> {
  assertTimeZone(timeZone);
  assertDistinctNames(handlers);
  if (!jobs && handlers.some(({ durable }) => durable))
    throw new Error("Durable handlers run as background jobs: pass a job queue as `jobs`.");
  watchTransactions(orm.em);
  const fork = () => orm.em.fork();
  const liveCatalog = await startLiveCatalog({
    fork,
    own: catalog as AnyCatalog,
    logger,
    onChange: (current) => storeDeclaredFields(fork(), current),
  });
  const rules: EventRules = {
    get catalog() {
      return liveCatalog.getCurrent().catalog;
    },
    unknownEvents,
    timeZone,
    redactor: createRedactor(redactKeys),
  };
  const idCaches = createIdCaches();
  const writer = createWriter({ fork, idCaches, logger, onFlush });
  const notifier = createHandlerNotifier(fork, handlers, logger);
  const admitNames = createNameAdmission({ fork, rules, idCaches, maxPerDay: maxPublicNamesPerDay });
  const ingest = createIngest({ rules, writer, notifier, admitNames });
  const record = createRecordEvents({ rules, idCaches, notifier });
  const wakeSource = startWakeSource({ url, channel: getWakeChannel(orm.em), logger });
  const feed = await startFeed({ fork, wakeSource, logger });
  const inbox = startInbox({ fork, rules, idCaches, notifier, wakeSource, logger, onFlush, onRejected });
  const enqueue = createEnqueueEvents({ rules, inbox });
  const workers = jobs && (await startHandlerWorkers({ fork, handlers, jobs, logger }));

  return {
    events: createEvents<C>({ fork, rules, ingest, enqueue, feed, logger, onRejected }),
    ingest,
    record,
    enqueue,
    inbox,
    feed,
    rules,
    catalog: liveCatalog,
    idCaches,
    vitals: () => ({
      waiting: writer.getQueueLength(),
      oldestWaitingSeconds: writer.getOldestWait() / 1_000,
      lastFailureSeconds: toSeconds(writer.getTimeSinceFailure()),
      listeners: feed.getListenerCount(),
      isNotified: wakeSource.isNotified(),
    }),
    async [Symbol.asyncDispose]() {
      await writer.drain();
      await Promise.all([
        inbox[Symbol.asyncDispose]().then(() => notifier.drain()),
        workers?.[Symbol.asyncDispose](),
      ]);
      await feed.close();
      await wakeSource.close();
      await liveCatalog[Symbol.asyncDispose]();
    },
  };
}

function toSeconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : milliseconds / 1_000;
}

function assertDistinctNames(handlers: readonly Handler[]): void {
  const names = new Set<string>();

  for (const { name } of handlers) {
    if (names.has(name)) throw new Error(`Two handlers are named "${name}". Give each handler its own name.`);
    names.add(name);
  }
}
