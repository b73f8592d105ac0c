import type { SchemaName } from "@admin-events/db";
import { tryRunExclusively } from "@admin-events/db/connections";
import type { Pool, PoolClient } from "pg";
import { buildChunks } from "./build-chunks.ts";
import type { Connection } from "./connection.ts";
import type { FinalChunk } from "./persist-chunks.ts";
import { persistChunks } from "./persist-chunks.ts";
import type { NameDay } from "./read-days.ts";

const MAX_DAYS = 200;
const MAX_EVENTS = 1_000_000;

/**
 * Persists the chunks of a batch of days that have ended and whose persisted chunk is missing or outdated, latest first.
 * Several processes may call it at once: one of them works, the others return 0.
 *
 * @returns the number of chunks that were persisted.
 */
export async function finalizeDays(pool: Pool, schema: SchemaName): Promise<number> {
  return withClient(pool, async (lockClient) => {
    const run = await tryRunExclusively(lockClient, { subject: "column chunks", schema }, () =>
      withClient(pool, (client) => finalizeBatch({ client, schema })),
    );

    return run?.result ?? 0;
  });
}

async function finalizeBatch(connection: Connection): Promise<number> {
  const chunks = await buildFinalChunks(connection);
  await persistChunks(connection, chunks);
  await deleteEmptyDays(connection);

  return chunks.length;
}

/** A connection whose work failed is closed, because it may be in a transaction. */
async function withClient<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;

  try {
    return await work(client);
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    client.release(failure);
  }
}

async function buildFinalChunks(connection: Connection): Promise<FinalChunk[]> {
  const { client } = connection;
  await client.query("begin isolation level repeatable read read only");
  const days = new Map(
    (await findDaysToFinalize(connection)).map((day) => [`${day.nameId}/${day.day}`, day]),
  );
  const chunks: FinalChunk[] = [];

  await buildChunks(connection, [...days.values()], (chunk) => {
    const revision = days.get(`${chunk.nameId}/${chunk.day}`)?.revision;
    if (revision) chunks.push({ chunk, revision });
  });
  await client.query("commit");

  return chunks;
}

async function deleteEmptyDays({ client, schema }: Connection): Promise<void> {
  await client.query(
    `delete from ${schema}.event_columns as persisted
     where not exists (
       select from ${schema}.event_rollups as rollup
       where rollup.name_id = persisted.name_id and rollup.day = persisted.day and rollup.total > 0
     )`,
  );
}

/** Ordered by name and day, so that adjacent days are built together. */
async function findDaysToFinalize({ client, schema }: Connection): Promise<NameDay[]> {
  const { rows } = await client.query<NameDay>(
    `select name_id as "nameId", day, revision::text, appended_since::text as "appendedSince"
     from (
       select rollup.*, sum(rollup.total) over (order by rollup.day desc, rollup.name_id) - rollup.total as events_before
       from ${schema}.event_rollups as rollup
       left join ${schema}.event_columns as persisted using (name_id, day, revision)
       where persisted.name_id is null
         and rollup.day < floor(extract(epoch from now()) / 86400)
         and not exists (
           select from ${schema}.event_rollup_deltas as delta
           where delta.name_id = rollup.name_id and delta.slot between rollup.day * 96 and rollup.day * 96 + 95
         )
       order by rollup.day desc, rollup.name_id
       limit ${MAX_DAYS}
     ) as candidate
     where events_before < ${MAX_EVENTS}
     order by name_id, day`,
  );

  return rows;
}
