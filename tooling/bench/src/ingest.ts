import { createDictionaries, prepareEvent, startEvents } from "@admin-events/core/events";
import type { PreparedEvent } from "@admin-events/core/events";
import { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { BenchDatabase } from "./bench-database.ts";
import { createBenchDatabase } from "./bench-database.ts";
import { percentile, print, printTable } from "./report.ts";
import { sampleEvents } from "./sample-events.ts";

interface IngestOptions {
  events: number;
  json: boolean;
}

interface Measured {
  eventsPerSecond: number;
  /** From the call to the answer after the commit, in milliseconds. */
  p99Ms: number | null;
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const rules = { catalog: {}, unknownEvents: "store" as const };
const callers = 64;

/** Each way stores the same number of events of the same shape into the same table, indexes included. */
export async function benchIngest({ events: count, json }: IngestOptions): Promise<void> {
  await using database = await createBenchDatabase();
  await learnNamesAndPeople(database);
  const few = Math.min(count, 20_000);

  print(
    `Storing ${count.toLocaleString("en")} events each way (${few.toLocaleString("en")} where each is a request of its own) …`,
  );
  const copy = await measureCopy(database, prepared(count, 2));
  const core = await measureBatches(database, count, 3);
  const single = await measureSingles(database, few, 4);
  const insert = await measureInserts(database, prepared(few, 5));
  const bytesPerEvent = await bytesOnDisk(database);

  const rows = Object.entries({
    "COPY, server side of the comparison": copy,
    "core, batches of 500": core,
    [`core, ${callers} callers with one event each`]: single,
    "one INSERT per event": insert,
  }).map(([way, { eventsPerSecond, p99Ms }]) => ({
    way,
    "events/s": Math.round(eventsPerSecond),
    "ratio to COPY": (eventsPerSecond / copy.eventsPerSecond).toFixed(2),
    "p99 ms": p99Ms?.toFixed(1) ?? "–",
  }));
  printTable(rows);
  print(`${Math.round(bytesPerEvent)} bytes an event on disk, with all indexes.`);

  if (json) {
    const ratioToCopy = core.eventsPerSecond / copy.eventsPerSecond;
    print(JSON.stringify({ core: { ...core, ratioToCopy }, single, insert, copy, bytesPerEvent }));
  }
}

function prepared(count: number, seed: number): PreparedEvent[] {
  return sampleEvents(count, seed)
    .map(({ name, ...details }) => prepareEvent(rules, name, details))
    .toArray();
}

/** The dictionaries fill once in the life of a database; every way finds them filled. */
async function learnNamesAndPeople({ orm }: BenchDatabase): Promise<void> {
  const { names, people } = createDictionaries();
  const em = orm.em.fork();

  await names.numbersOf(
    em,
    Array.from({ length: 30 }, (_, index) => `bench.event_${index}`),
  );
  await people.numbersOf(
    em,
    Array.from({ length: 200_000 }, (_, index) => `u_${index}`),
  );
}

async function measureCopy({ url, query }: BenchDatabase, events: PreparedEvent[]): Promise<Measured> {
  const names = new Map(
    (await query<{ id: number; name: string }>("select id, name from event_names")).map((row) => [
      row.name,
      row.id,
    ]),
  );
  const people = new Map(
    (await query<{ id: number; external_id: string }>("select id, external_id from users")).map((row) => [
      row.external_id,
      row.id,
    ]),
  );
  const lines = events.map(({ id, occurredAt, name, userId, metadata }) =>
    [
      id,
      occurredAt.toISOString(),
      names.get(name),
      userId === null ? "\\N" : people.get(userId),
      JSON.stringify(metadata).replaceAll("\\", "\\\\"),
    ].join("\t"),
  );
  const client = new Client({ connectionString: url });
  await client.connect();

  try {
    return await timed(events.length, async () => {
      const target = client.query(
        copyFrom("copy events (id, occurred_at, name_id, user_id, metadata) from stdin"),
      );
      await pipeline(Readable.from(inChunks(lines)), target);
    });
  } finally {
    await client.end();
  }
}

function* inChunks(lines: string[]): Generator<string> {
  for (let start = 0; start < lines.length; start += 1_000)
    yield `${lines.slice(start, start + 1_000).join("\n")}\n`;
}

async function measureBatches({ url, orm }: BenchDatabase, count: number, seed: number): Promise<Measured> {
  await using runtime = await startEvents({ orm, url, catalog: {}, logger: quiet });
  const latencies: number[] = [];
  const events = sampleEvents(count, seed).toArray();

  const measured = await timed(count, () =>
    together(4, async () => {
      for (let batch = events.splice(-500); batch.length > 0; batch = events.splice(-500)) {
        const start = performance.now();
        await runtime.ingest(batch);
        latencies.push(performance.now() - start);
      }
    }),
  );

  return { ...measured, p99Ms: percentile(latencies, 0.99) };
}

async function measureSingles({ url, orm }: BenchDatabase, count: number, seed: number): Promise<Measured> {
  await using runtime = await startEvents({ orm, url, catalog: {}, logger: quiet });
  const latencies: number[] = [];
  const events = sampleEvents(count, seed).toArray();

  const measured = await timed(count, () =>
    together(callers, async () => {
      for (let event = events.pop(); event; event = events.pop()) {
        const start = performance.now();
        await runtime.ingest([event]);
        latencies.push(performance.now() - start);
      }
    }),
  );

  return { ...measured, p99Ms: percentile(latencies, 0.99) };
}

async function measureInserts({ url }: BenchDatabase, events: PreparedEvent[]): Promise<Measured> {
  const client = new Client({ connectionString: url });
  await client.connect();

  try {
    return await timed(events.length, async () => {
      for (const { id, occurredAt, name, userId, metadata } of events) {
        await client.query({
          name: "insert",
          text: `insert into events (id, occurred_at, name_id, user_id, metadata)
            values ($1, $2, (select id from event_names where name = $3), (select id from users where external_id = $4), $5)`,
          values: [id, occurredAt, name, userId, metadata],
        });
      }
    });
  } finally {
    await client.end();
  }
}

async function bytesOnDisk({ query }: BenchDatabase): Promise<number> {
  const [size] = await query<{ bytes: number }>(
    "select pg_total_relation_size('events')::float8 / count(*) as bytes from events",
  );

  return size?.bytes ?? 0;
}

async function timed(count: number, work: () => Promise<void>): Promise<Measured> {
  const start = performance.now();
  await work();

  return { eventsPerSecond: count / ((performance.now() - start) / 1000), p99Ms: null };
}

async function together(workers: number, work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: workers }, work));
}
