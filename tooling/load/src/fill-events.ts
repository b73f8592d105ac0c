import { mergeRollupDeltas } from "@admin-events/core/rollups";
import { createDictionaries } from "@admin-events/core/events";
import type { MikroORM } from "@admin-events/db";
import { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { SampleEvent, SampleOptions } from "./sample-events.ts";
import { sampleEvents, sampleNames, samplePeople } from "./sample-events.ts";
import { withoutIndexes } from "./without-indexes.ts";

/** The database's numbers for names and people. */
interface Dictionaries {
  names: ReadonlyMap<string, number>;
  people: ReadonlyMap<string, number>;
}

export interface FillOptions extends SampleOptions {
  count: number;
  onProgress: (sentence: string) => void;
}

const copySize = 250_000;

/** Fills an empty, migrated database with sample events. */
export async function fillEvents(
  orm: MikroORM,
  url: string,
  { count, onProgress, ...options }: FillOptions,
): Promise<void> {
  const numbers = await giveNumbers(orm);
  const client = new Client({ connectionString: url });
  await client.connect();

  try {
    await withoutIndexes(client, async () => {
      const events = sampleEvents(count, options);
      for (let stored = 0; stored < count; stored += copySize) {
        onProgress(`${stored.toLocaleString("en")} of ${count.toLocaleString("en")} events stored …`);
        await copyLines(client, linesOf(numbers, next(events, copySize)));
      }
      onProgress("Making the indexes …");
    });
    await mergeRollupDeltas(orm.em.fork());
    await client.query("vacuum analyze");
    await assertStored(client, count);
  } finally {
    await client.end();
  }
}

async function assertStored(client: Client, count: number): Promise<void> {
  const { rows } = await client.query<{ stored: number }>("select count(*)::int as stored from admin_events.events");
  if (rows[0]?.stored !== count)
    throw new Error(`${rows[0]?.stored} events were stored instead of ${count}.`);
}

/** The next so many of a series. Unlike `take` it does not end the series. */
function* next<Item>(series: Iterator<Item>, count: number): Generator<Item> {
  for (let given = 0; given < count; given++) {
    const item = series.next();
    if (item.done) return;
    yield item.value;
  }
}

/** Numbers for all sample names and people. They are given once in the life of a database. */
export async function giveNumbers(orm: MikroORM): Promise<Dictionaries> {
  const { names, people } = createDictionaries();
  const em = orm.em.fork();

  return {
    names: await names.resolveIds(em, sampleNames),
    people: await people.resolveIds(em, samplePeople),
  };
}

/** Stores lines of events by one COPY. */
export async function copyLines(client: Client, lines: Iterable<string>): Promise<void> {
  const target = client.query(
    copyFrom("copy admin_events.events (id, occurred_at, received_at, name_id, user_id, metadata) from stdin"),
  );
  await pipeline(Readable.from(lines), target);
}

/** Events as COPY takes them, many lines at a time. They arrived when they happened. */
export function* linesOf({ names, people }: Dictionaries, events: Iterable<SampleEvent>): Generator<string> {
  let chunk = "";

  for (const { id, timestamp, name, userId, metadata } of events) {
    const time = timestamp.toISOString();
    const user = userId === null ? "\\N" : people.get(userId);
    chunk += `${id}\t${time}\t${time}\t${names.get(name)}\t${user}\t${JSON.stringify(metadata)}\n`;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = "";
    }
  }
  yield chunk;
}
