import { mergeRollupDeltas } from "@admin-events/core/rollups";
import { createIdCaches } from "@admin-events/core/events";
import type { MikroORM } from "@admin-events/db";
import { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { SampleEvent, SampleOptions } from "./sample-events.ts";
import { sampleEvents, sampleNames, samplePeople } from "./sample-events.ts";
import { withoutIndexes } from "./without-indexes.ts";

interface SampleIds {
  names: ReadonlyMap<string, number>;
  people: ReadonlyMap<string, number>;
}

export interface FillOptions extends SampleOptions {
  count: number;
  onProgress: (message: string) => void;
}

const EVENTS_PER_COPY = 250_000;

/** Fills an empty, migrated database with sample events. */
export async function fillEvents(
  orm: MikroORM,
  url: string,
  { count, onProgress, ...options }: FillOptions,
): Promise<void> {
  const ids = await resolveSampleIds(orm);
  const client = new Client({ connectionString: url });
  await client.connect();

  try {
    await withoutIndexes(client, async () => {
      const events = sampleEvents(count, options);
      for (let stored = 0; stored < count; stored += EVENTS_PER_COPY) {
        onProgress(`${stored.toLocaleString("en")} of ${count.toLocaleString("en")} events stored.`);
        await copyLines(client, toCopyLines(ids, take(events, EVENTS_PER_COPY)));
      }
      onProgress("Building the indexes …");
    });
    await mergeRollupDeltas(orm.em.fork());
    await client.query("vacuum analyze");
    await assertStored(client, count);
  } finally {
    await client.end();
  }
}

async function assertStored(client: Client, count: number): Promise<void> {
  const { rows } = await client.query<{ stored: number }>(
    "select count(*)::int as stored from admin_events.events",
  );
  if (rows[0]?.stored !== count)
    throw new Error(`${rows[0]?.stored} events were stored instead of ${count}.`);
}

/** The next `count` items. Unlike the iterator's own `take`, it leaves the rest for the next call. */
function* take<Item>(items: Iterator<Item>, count: number): Generator<Item> {
  for (let taken = 0; taken < count; taken++) {
    const item = items.next();
    if (item.done) return;
    yield item.value;
  }
}

export async function resolveSampleIds(orm: MikroORM): Promise<SampleIds> {
  const { names, people } = createIdCaches();
  const em = orm.em.fork();
  const now = new Date();
  const ids = await people.resolveIds(
    em,
    samplePeople.map((id) => ({ id, at: now })),
  );

  return {
    names: await names.resolveIds(em, sampleNames),
    people: new Map(samplePeople.map((id) => [id, ids.get(id, now) ?? 0])),
  };
}

export async function copyLines(client: Client, lines: Iterable<string>): Promise<void> {
  const target = client.query(
    copyFrom(
      "copy admin_events.events (id, occurred_at, received_at, name_id, user_id, metadata) from stdin",
    ),
  );
  await pipeline(Readable.from(lines), target);
}

/** Events in COPY's text format, many lines per chunk. `received_at` equals `occurred_at`. */
export function* toCopyLines({ names, people }: SampleIds, events: Iterable<SampleEvent>): Generator<string> {
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
