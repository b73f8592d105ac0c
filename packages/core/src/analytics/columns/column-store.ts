import type { SchemaName } from "@admin-events/db";
import { toPoolConfig } from "@admin-events/db/connections";
import { Pool } from "pg";
import { buildChunks } from "./build-chunks.ts";
import type { CachedChunk } from "./chunk-cache.ts";
import { createChunkCache } from "./chunk-cache.ts";
import type { ColumnChunk, EventColumns, EventSelection } from "./column-chunk.ts";
import { MS_PER_DAY } from "./column-chunk.ts";
import type { Connection } from "./connection.ts";
import { finalizeDays } from "./finalize-days.ts";
import { createIdentityMap } from "./identity-map.ts";
import type { FinalChunk } from "./persist-chunks.ts";
import { persistChunks } from "./persist-chunks.ts";
import { readAppendedEvents } from "./read-appended.ts";
import type { NameDay } from "./read-days.ts";
import { readDays } from "./read-days.ts";
import { readPersistedChunks } from "./read-persisted.ts";
import type { Snapshot } from "./snapshot.ts";
import { parseSnapshot } from "./snapshot.ts";

export interface ColumnStoreOptions {
  url: string;
  schema: SchemaName;
  cacheBytes: number;
  /** Called when chunks could not be persisted, or an idle connection broke. Results stay correct. */
  onError: (error: Error) => void;
}

export interface ColumnStore extends AsyncDisposable {
  read(selection: EventSelection): Promise<EventColumns>;
  /** Persists a batch of chunks whose day has ended. Returns how many. */
  finalizeChunks(): Promise<number>;
}

const STATEMENT_TIMEOUT_MS = 30_000;
/** For an older cached chunk, rebuilding costs less than scanning everything that was stored since. */
const MAX_CATCH_UP_MS = 60_000;

/**
 * Reads chunks from memory, else from `event_columns`, else builds them from the events. All of it happens in one
 * snapshot, and a chunk is used only at the revision that the snapshot shows, so no result is stale. A day that was only
 * appended to is completed with the new events.
 */
export function openColumnStore({ url, schema, cacheBytes, onError }: ColumnStoreOptions): ColumnStore {
  const cache = createChunkCache(cacheBytes);
  const identities = createIdentityMap();
  const pool = new Pool({
    ...toPoolConfig(url, {
      applicationName: "admin-events column store",
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    }),
    max: 4,
  });
  pool.on("error", onError);
  // When a connection in use breaks, its statement fails and reports the error.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const runInTurn = createQueue();
  let persisting: Promise<void> = Promise.resolve();

  async function readChunks(
    connection: Connection,
    { nameIds, from, to }: EventSelection,
    snapshot: Snapshot,
  ): Promise<ColumnChunk[]> {
    const readAt = Date.now();
    const firstDay = Math.floor(from / MS_PER_DAY);
    const lastDay = Math.floor((to - 1) / MS_PER_DAY);
    const missingDays = new Map(
      (await readDays(connection, nameIds, firstDay, lastDay)).map((day) => [
        `${day.nameId}/${day.day}`,
        day,
      ]),
    );
    const chunks: ColumnChunk[] = [];

    function addChunk(chunk: ColumnChunk): NameDay | undefined {
      const key = `${chunk.nameId}/${chunk.day}`;
      const day = missingDays.get(key);
      missingDays.delete(key);
      if (day?.appendedSince)
        cache.put({ chunk, revision: day.revision, appendedSince: day.appendedSince, snapshot, readAt });
      chunks.push(chunk);
      return day;
    }

    const outdated: CachedChunk[] = [];
    for (const day of missingDays.values()) {
      const cached = cache.get(day.nameId, day.day);
      if (!cached) continue;
      if (day.revision !== null && cached.revision === day.revision) addChunk(cached.chunk);
      else if (cached.appendedSince === day.appendedSince && readAt - cached.readAt < MAX_CATCH_UP_MS)
        outdated.push(cached);
    }
    await readAppendedEvents(connection, outdated, addChunk);

    await readPersistedChunks(
      connection,
      [...missingDays.values()].filter(({ revision }) => revision !== null),
      addChunk,
    );

    const finalChunks: FinalChunk[] = [];
    await buildChunks(connection, [...missingDays.values()], (chunk) => {
      const revision = addChunk(chunk)?.revision;
      if (typeof revision === "string" && chunk.day < Math.floor(readAt / MS_PER_DAY))
        finalChunks.push({ chunk, revision });
    });
    persistInBackground(finalChunks);

    return chunks;
  }

  function persistInBackground(chunks: readonly FinalChunk[]): void {
    if (chunks.length === 0) return;
    persisting = persisting
      .then(() => persistChunks({ client: pool, schema }, chunks))
      .catch((error: unknown) => onError(error as Error));
  }

  return {
    async read(selection) {
      const client = await pool.connect();
      const connection = { client, schema };
      let failure: Error | undefined;

      try {
        const { snapshot, maxUserId, links } = await runInTurn(async () => {
          const begun = await beginSnapshot(connection);
          return { ...begun, links: await identities.refresh(connection, begun.snapshot) };
        });
        const chunks = await readChunks(connection, selection, snapshot);
        await client.query("commit");
        return identities.resolve(chunks, links, maxUserId);
      } catch (error) {
        failure = error as Error;
        throw error;
      } finally {
        client.release(failure);
      }
    },
    finalizeChunks: () => finalizeDays(pool, schema),
    async [Symbol.asyncDispose]() {
      await persisting;
      await pool.end();
    },
  };
}

/** Starts each task when the one before has ended, successfully or not. */
function createQueue(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();

  return (task) => {
    const result = last.then(task, task);
    last = result;
    return result;
  };
}

/** Begins a transaction that shows the database at one moment. Every user id in it is at most `maxUserId`. */
async function beginSnapshot({
  client,
  schema,
}: Connection): Promise<{ snapshot: Snapshot; maxUserId: number }> {
  await client.query("begin isolation level repeatable read read only");
  const { rows } = await client.query<{ snapshot: string; maxUserId: number | null }>(
    `select pg_current_snapshot()::text as snapshot, max(id) as "maxUserId" from ${schema}.users`,
  );

  return { snapshot: parseSnapshot(rows[0]?.snapshot ?? ""), maxUserId: rows[0]?.maxUserId ?? 0 };
}
