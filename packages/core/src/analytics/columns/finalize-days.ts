import type { SchemaName } from "@admin-events/db";
import type { Pool } from "pg";
import { buildChunks } from "./build-chunks.ts";
import type { Connection } from "./connection.ts";
import type { FinalChunk } from "./persist-chunks.ts";
import { persistChunks } from "./persist-chunks.ts";
import type { NameDay } from "./read-days.ts";

/** The ASCII of "cols"; the second key of the advisory lock is the schema's hash. */
const FINALIZE_LOCK = 0x63_6f_6c_73;
const MAX_DAYS = 200;
const MAX_EVENTS = 1_000_000;

/**
 * Persists the chunks of a batch of days that have ended and whose persisted chunk is missing or outdated, latest first.
 * Several processes may call it at once: one of them works, the others return 0.
 *
 * @returns the number of chunks that were persisted.
 */
export async function finalizeDays(pool: Pool, schema: SchemaName): Promise<number> {
  const client = await pool.connect();
  let failure: Error | undefined;

  try {
    const { rows } = await client.query<{ locked: boolean }>(
      `select pg_try_advisory_lock($1, hashtext($2)) as locked`,
      [FINALIZE_LOCK, schema],
    );
    if (!rows[0]?.locked) return 0;

    const chunks = await buildFinalChunks({ client, schema });
    await persistChunks({ client, schema }, chunks);
    await deleteEmptyDays({ client, schema });
    await client.query("select pg_advisory_unlock($1, hashtext($2))", [FINALIZE_LOCK, schema]);
    return chunks.length;
  } catch (error) {
    // Destroying the connection releases the lock.
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

/** A day may lose all of its events to pruning or erasure. */
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
