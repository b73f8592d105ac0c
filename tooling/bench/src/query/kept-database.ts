import { mergeRollupDeltas } from "@admin-events/core/rollups";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import { migrations } from "@admin-events/db/migrations";
import { disposeOnSignals, fillEvents, print } from "@admin-events/load";
import { Client } from "pg";
import { dataEnd } from "./ranges.ts";

export interface KeptDatabase extends AsyncDisposable {
  url: string;
}

/** Fills it with `count` events, unless an earlier run with the same baseline migration did. */
export async function openKeptDatabase(dataDir: string, count: number): Promise<KeptDatabase> {
  const database = disposeOnSignals(await openDatabase({ dataDir, onProgress: print }));
  const { url } = database;
  // Written last, so an interrupted fill has no marker.
  const marker = `${count} bench events until ${dataEnd.toISOString()}, seed 1, ${migrations[0]?.name}`;
  const isFilled = (await readMarker(url)) === marker;
  if (!isFilled) await execute(url, "drop schema if exists admin_events cascade");

  await migrate(url);
  const orm = await connect({ url });
  try {
    if (isFilled) {
      await mergeRollupDeltas(orm.em.fork());
    } else {
      await fillEvents(orm, url, { count, until: dataEnd, onProgress: print });
      await execute(url, `comment on table admin_events.events is '${marker}'`);
    }
  } finally {
    await orm.close();
  }

  return { url, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

async function readMarker(url: string): Promise<string | null> {
  const [row] = await execute<{ marker: string | null }>(
    url,
    "select obj_description(to_regclass('admin_events.events'), 'pg_class') as marker",
  );

  return row?.marker ?? null;
}

async function execute<Row>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();

  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}
