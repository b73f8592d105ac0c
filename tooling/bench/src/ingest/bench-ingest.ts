import type { SampleEvent } from "@admin-events/load";
import {
  resolveSampleIds,
  print,
  printJson,
  printTable,
  sampleEvents,
  startServerProcess,
} from "@admin-events/load";
import type { BenchDatabase } from "../bench-database.ts";
import { createBenchDatabase } from "../bench-database.ts";
import { measureCopy, measureInserts } from "./copy-and-insert.ts";
import { measureNodeClient, measureSingles, measureTrack } from "./http.ts";
import { measureCore } from "./core.ts";

export interface IngestOptions {
  events: number;
  json: boolean;
}

/** Each method stores events of the same shape in the same table, with all indexes. */
export async function benchIngest({ events: many, json }: IngestOptions): Promise<void> {
  await using database = await createBenchDatabase();
  await resolveSampleIds(database.orm);
  const few = Math.min(many, 20_000);
  const sample = createSampler();

  print(
    `Storing ${many.toLocaleString("en")} events per method (${few.toLocaleString("en")} where each event is a separate call) …`,
  );
  const copy = await measureCopy(database, sample(many));
  const core = await measureCore(database, sample(many), { callers: 4, batchSize: 500 });
  const callers = await measureCore(database, sample(few), { callers: 64, batchSize: 1 });
  const insert = await measureInserts(database, sample(few));
  await using server = await startServerProcess({ databaseUrl: database.url });
  const ingest = await measureNodeClient(server, sample(many));
  const track = await measureTrack(server, sample(few));
  const single = await measureSingles(server, sample(few));
  const bytesPerEvent = await measureBytesPerEvent(database);

  const rows = Object.entries({
    "COPY, in one statement": copy,
    "core, batches of 500, 4 at a time": core,
    "core, 64 callers with one event each": callers,
    "one INSERT per event": insert,
    "/ingest, 8 Node clients with batches of 100": ingest,
    "tRPC track, 64 callers in batches of up to 20": track,
    "/ingest, 64 connections with one event each": single,
  }).map(([method, { eventsPerSecond, p99Ms }]) => ({
    method,
    "events/s": Math.round(eventsPerSecond),
    "ratio to COPY": (eventsPerSecond / copy.eventsPerSecond).toFixed(2),
    "p99 ms": p99Ms?.toFixed(1) ?? "–",
  }));
  printTable(rows);
  print(`${Math.round(bytesPerEvent)} bytes per event on disk, with all indexes.`);

  if (json) {
    const ratioToCopy = core.eventsPerSecond / copy.eventsPerSecond;
    printJson({
      core: { ...core, ratioToCopy },
      track,
      ingest,
      single,
      callers,
      insert,
      copy,
      bytesPerEvent,
    });
  }
}

/** Returns different events at each call, the same in every run. */
function createSampler(): (count: number) => SampleEvent[] {
  const until = new Date();
  let seed = 1;

  return (count) => sampleEvents(count, { seed: ++seed, until }).toArray();
}

async function measureBytesPerEvent({ query }: BenchDatabase): Promise<number> {
  const [size] = await query<{ bytes: number }>(
    "select pg_total_relation_size('admin_events.events')::float8 / count(*) as bytes from admin_events.events",
  );

  return size?.bytes ?? 0;
}
