import { startJobQueue } from "@admin-events/core/background";
import type { Flush, Handler } from "@admin-events/core/events";
import { handlersFor, handlerStatus, startEvents } from "@admin-events/core/events";
import type { SampleEvent } from "@admin-events/load";
import { percentile, print, printJson, printTable, sampleEvents } from "@admin-events/load";
import { setTimeout as sleep } from "node:timers/promises";
import type { BenchDatabase } from "../bench-database.ts";
import { createBenchDatabase } from "../bench-database.ts";

export interface HandlersOptions {
  rate: number;
  seconds: number;
  json: boolean;
}

interface Phase {
  eventsPerSecond: number;
  /** Of a statement that stores up to 500 events, in milliseconds, its commit included. */
  insertP50Ms: number;
  insertP99Ms: number;
}

interface Backlog {
  handled: number;
  handledPerSecond: number;
  /** Events not handled when the last one was stored. */
  waiting: number;
  /** Seconds until they were. */
  drainSeconds: number;
  jobTableBytes: number;
}

const CALLERS = 4;
const BATCH_SIZE = 500;

/** Stores events at a rate, first without a durable handler, then with one, then without again. */
export async function benchHandlers({ rate, seconds, json }: HandlersOptions): Promise<void> {
  await using database = await createBenchDatabase();
  const events = sampleEvents(3 * rate * seconds, { seed: 1, until: new Date() });
  const store = (handlers: Handler[], duration: number) =>
    measurePhase(database, { events, handlers, rate, seconds: duration });

  print(`Storing up to ${rate.toLocaleString("en")} events/s for ${seconds} s with a durable handler …`);
  const before = await store([], seconds / 2);
  let handled = 0;
  const count = handlersFor({})("*", () => void handled++, { name: "count", durable: true });
  const { backlog, ...during } = await store([count], seconds);
  await database.query("delete from admin_events.handlers");
  const after = await store([], seconds / 2);

  const insertRatio = (2 * during.insertP50Ms) / (before.insertP50Ms + after.insertP50Ms);
  const phases = { "without a handler": before, "with a handler": during, "without, again": after };
  printTable(
    Object.entries(phases).map(([phase, { eventsPerSecond, insertP50Ms, insertP99Ms }]) => ({
      phase,
      "events/s": Math.round(eventsPerSecond),
      "insert p50 ms": insertP50Ms.toFixed(1),
      "insert p99 ms": insertP99Ms.toFixed(1),
    })),
  );
  print(`Insert with a handler: ${insertRatio.toFixed(2)} × the median without one.`);
  if (!backlog) throw new Error("The durable handler was not measured.");
  print(
    [
      `Handled: ${handled.toLocaleString("en")} events, ${Math.round(backlog.handledPerSecond).toLocaleString("en")}/s.`,
      `Waiting at the end: ${backlog.waiting.toLocaleString("en")}, none after ${backlog.drainSeconds.toFixed(1)} s.`,
      `Job table: ${(backlog.jobTableBytes / 2 ** 20).toFixed(1)} MB.`,
    ].join("\n"),
  );
  if (json) printJson({ before, during, after, insertRatio, ...backlog });
}

async function measurePhase(
  { url, orm, query }: BenchDatabase,
  options: { events: Iterator<SampleEvent, undefined>; handlers: Handler[]; rate: number; seconds: number },
): Promise<Phase & { backlog?: Backlog }> {
  const { events, handlers, rate, seconds } = options;
  const flushes: Flush[] = [];
  await using jobs = await startJobQueue({ url, logger: problems });
  await using runtime = await startEvents({
    orm,
    url,
    jobs,
    catalog: {},
    logger: problems,
    handlers,
    onFlush: (flush) => flushes.push(flush),
  });
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1_000;
  let stored = 0;

  async function send(): Promise<void> {
    while (elapsed() < seconds) {
      const batch = takeBatch(events);
      stored += batch.length;
      const results = await runtime.ingest(batch);
      const lost = results.find(({ status }) => status !== "stored");
      if (lost) throw new Error(`An event was not stored: ${JSON.stringify(lost)}`);
      await sleep(Math.max(0, stored / rate - elapsed()) * 1_000);
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, send));
  const times = flushes.map(({ milliseconds }) => milliseconds);
  const phase = {
    eventsPerSecond: stored / elapsed(),
    insertP50Ms: percentile(times, 0.5) ?? 0,
    insertP99Ms: percentile(times, 0.99) ?? 0,
  };
  if (handlers.length === 0) return phase;

  const [size] = await query<{ bytes: number }>(
    "select sum(pg_total_relation_size(relid))::float8 as bytes from pg_partition_tree('admin_events_jobs.job')",
  );
  const status = async () => (await handlerStatus(orm.em.fork()))[0];
  const storedAfter = elapsed();
  const waiting = (await status())?.pending ?? 0;
  while ((await status())?.pending) await sleep(100);
  const handled = (await status())?.succeeded ?? 0;
  if (handled < stored) throw new Error(`${stored} events were stored, and ${handled} handled.`);

  return {
    ...phase,
    backlog: {
      handled,
      handledPerSecond: handled / elapsed(),
      waiting,
      drainSeconds: elapsed() - storedAfter,
      jobTableBytes: size?.bytes ?? 0,
    },
  };
}

function takeBatch(events: Iterator<SampleEvent, undefined>): SampleEvent[] {
  const batch: SampleEvent[] = [];
  while (batch.length < BATCH_SIZE) {
    const next = events.next();
    if (next.done) break;
    batch.push(next.value);
  }

  return batch;
}

const problems = {
  info: () => undefined,
  warn: (details: object, message: string) => print(`${message} ${JSON.stringify(details)}`),
  error: (details: object, message: string) => print(`${message} ${JSON.stringify(details)}`),
};
