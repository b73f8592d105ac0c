import type { AnyCatalog } from "@admin-events/catalog";
import type { MikroORM } from "@admin-events/db";
import { watchTransactions } from "./after-commit.ts";
import type { Dictionaries } from "./storing/dictionary.ts";
import { createDictionaries } from "./storing/dictionary.ts";
import type { Events } from "./events.ts";
import { createEvents } from "./events.ts";
import type { Feed } from "./feed/feed.ts";
import { startFeed } from "./feed/feed.ts";
import type { Handler } from "./handlers/handler.ts";
import type { Ingest } from "./ingest.ts";
import { createIngest } from "./ingest.ts";
import { createHandlerNotifier } from "./handlers/notify-handlers.ts";
import { startOutbox } from "./handlers/outbox.ts";
import type { EventRules } from "./preparing/prepare-event.ts";
import type { RecordEvents } from "./record-events.ts";
import { createRecordEvents } from "./record-events.ts";
import { getWakeChannel } from "./storing/write-events.ts";
import { startWakeSource } from "./feed/wake-source.ts";
import type { Flush } from "./storing/writer.ts";
import { createWriter } from "./storing/writer.ts";
import type { Logger } from "../logger.ts";

export interface StartEventsOptions<C> {
  orm: MikroORM;
  /** Where `orm` connects to; the feed listens on a connection of its own. */
  url: string;
  catalog: C;
  logger: Logger;
  handlers?: readonly Handler[];
  /** What happens to well-formed names the catalog does not know. Default `store`. */
  unknownEvents?: EventRules["unknownEvents"];
  /** Called after every statement that stored events for callers of `ingest` and `track`. */
  onFlush?: (flush: Flush) => void;
}

/** How the event system of this process does now. */
export interface EventsVitals {
  /** Events that wait to be stored; 10,000 are the most. */
  waiting: number;
  /** Live feeds that somebody follows. */
  listeners: number;
}

/** The running event system of this process. Applications use `events`; the rest is for the doors and the panel. */
export interface EventsRuntime<C> extends AsyncDisposable {
  events: Events<C>;
  ingest: Ingest;
  record: RecordEvents;
  feed: Feed;
  rules: EventRules;
  dictionaries: Dictionaries;
  vitals: () => EventsVitals;
}

/** Starts tracking, handlers, the outbox and the live feed. Dispose of it to finish what is under way and stop. */
export async function startEvents<C extends object>({
  orm,
  url,
  catalog,
  logger,
  handlers = [],
  unknownEvents = "store",
  onFlush,
}: StartEventsOptions<C>): Promise<EventsRuntime<C>> {
  assertDistinctNames(handlers);
  watchTransactions(orm.em);
  const fork = () => orm.em.fork();
  const rules: EventRules = { catalog: catalog as AnyCatalog, unknownEvents };
  const dictionaries = createDictionaries();
  const writer = createWriter({ fork, dictionaries, onFlush });
  const notifier = createHandlerNotifier(fork, handlers, logger);
  const ingest = createIngest(rules, writer, notifier);
  const record = createRecordEvents({ rules, dictionaries, notifier });
  const wakeSource = startWakeSource({ url, channel: getWakeChannel(orm.em), logger });
  const feed = await startFeed({ fork, wakeSource, logger });
  const outbox = await startOutbox({ fork, handlers, wakeSource, logger });

  return {
    events: createEvents<C>({ fork, rules, ingest, record, feed, logger }),
    ingest,
    record,
    feed,
    rules,
    dictionaries,
    vitals: () => ({ waiting: writer.waiting(), listeners: feed.listening() }),
    async [Symbol.asyncDispose]() {
      await writer.drain();
      await notifier.drain();
      await outbox.close();
      await feed.close();
      await wakeSource.close();
    },
  };
}

function assertDistinctNames(handlers: readonly Handler[]): void {
  const names = new Set<string>();

  for (const { name } of handlers) {
    if (names.has(name)) throw new Error(`Two handlers are named "${name}"; give each a name of its own.`);
    names.add(name);
  }
}
