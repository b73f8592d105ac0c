import { mergeRollupDeltas } from "@admin-events/core/rollups";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import { disposedOnSignals, fillEvents, print } from "@admin-events/load";
import { Client } from "pg";
import { until } from "./ranges.ts";

export interface KeptDatabase extends AsyncDisposable {
  url: string;
}

/** Opens the database in a folder, and fills it with so many events unless an earlier run did. */
export async function openKeptDatabase(dataDir: string, count: number): Promise<KeptDatabase> {
  const database = disposedOnSignals(await openDatabase({ dataDir, onProgress: print }));
  const { url } = database;
  // A fill that was interrupted has not left its mark.
  const mark = `${count} bench events until ${until.toISOString()}, seed 1`;
  const isFilled = (await readMark(url)) === mark;
  if (!isFilled) await ask(url, "drop schema public cascade; create schema public");

  await migrate(url);
  const orm = await connect({ url });
  try {
    if (isFilled) {
      await mergeRollupDeltas(orm.em.fork());
    } else {
      await fillEvents(orm, url, { count, until, onProgress: print });
      await ask(url, `comment on table events is '${mark}'`);
    }
  } finally {
    await orm.close();
  }

  return { url, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

async function readMark(url: string): Promise<string | null> {
  const [row] = await ask<{ mark: string | null }>(
    url,
    "select obj_description(to_regclass('events'), 'pg_class') as mark",
  );

  return row?.mark ?? null;
}

async function ask<Row>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();

  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}
