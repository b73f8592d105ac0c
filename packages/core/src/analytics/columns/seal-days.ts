import type { SchemaName } from "@admin-events/db";
import type { Pool } from "pg";
import type { Connection } from "./connection.ts";
import type { Segment } from "./column-chunk.ts";
import { packDays } from "./pack-days.ts";
import type { DayOfName } from "./read-days.ts";

/** A packed day, and the revision at which it is true. */
export interface ChainDay {
  segment: Segment;
  revision: string;
}

/** The ASCII of "cols"; the second key of the advisory lock is the schema's hash. */
const FINALIZE_LOCK = 0x63_6f_6c_73;
const mostDays = 200;
const mostEvents = 1_000_000;

/**
 * Packs and saves days that have ended and whose saved segment is missing or old, the latest first, some at a time. Any
 * number of processes may call it at once: one does it, the others answer 0.
 *
 * @returns how many days of names were sealed.
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

    const sealed = await packUnfinished({ client, schema });
    await persistChunks({ client, schema }, sealed);
    await forgetDaysThatAreGone({ client, schema });
    await client.query("select pg_advisory_unlock($1, hashtext($2))", [FINALIZE_LOCK, schema]);
    return sealed.length;
  } catch (error) {
    // A connection that is thrown away gives its lock back.
    failure = error as Error;
    throw error;
  } finally {
    client.release(failure);
  }
}

async function packUnfinished(connection: Connection): Promise<ChainDay[]> {
  const { client } = connection;
  await client.query("begin isolation level repeatable read read only");
  const days = new Map(
    (await findUnfinishedDays(connection)).map((day) => [`${day.nameId}/${day.day}`, day]),
  );
  const sealed: ChainDay[] = [];

  await packDays(connection, [...days.values()], (segment) => {
    const revision = days.get(`${segment.nameId}/${segment.day}`)?.revision;
    if (revision) sealed.push({ segment, revision });
  });
  await client.query("commit");

  return sealed;
}

/** Segments of days that hold nothing any more, after a prune or an erasure. */
async function forgetDaysThatAreGone({ client, schema }: Connection): Promise<void> {
  await client.query(
    `delete from ${schema}.event_columns as saved
     where not exists (
       select from ${schema}.event_rollups as known
       where known.name_id = saved.name_id and known.day = saved.day and known.total > 0
     )`,
  );
}

/** In the order of names and days, so that neighbours are packed in one go. */
async function findUnfinishedDays({ client, schema }: Connection): Promise<DayOfName[]> {
  const { rows } = await client.query<DayOfName>(
    `select name_id as "nameId", day, revision::text, appended_since::text as "appendedSince"
     from (
       select known.*, sum(known.total) over (order by known.day desc, known.name_id) - known.total as events_before
       from ${schema}.event_rollups as known
       left join ${schema}.event_columns as saved using (name_id, day, revision)
       where saved.name_id is null
         and known.day < floor(extract(epoch from now()) / 86400)
         and not exists (
           select from ${schema}.event_rollup_deltas as change
           where change.name_id = known.name_id and change.slot between known.day * 96 and known.day * 96 + 95
         )
       order by known.day desc, known.name_id
       limit ${mostDays}
     ) as unsealed
     where events_before < ${mostEvents}
     order by name_id, day`,
  );

  return rows;
}

const CHUNKS_PER_READ = 50;

/** Saves packed segments, each unless a newer one of its day is there. */
export async function persistChunks(
  { client, schema }: { client: Pool | Connection["client"]; schema: SchemaName },
  packed: readonly ChainDay[],
): Promise<void> {
  for (let start = 0; start < packed.length; start += CHUNKS_PER_READ) {
    const batch = packed.slice(start, start + CHUNKS_PER_READ);

    await client.query(
      `insert into ${schema}.event_columns as saved (name_id, day, revision, user_ids, times)
       select * from unnest($1::int[], $2::int[], $3::bigint[], $4::bytea[], $5::bytea[])
       on conflict (name_id, day) do update
       set revision = excluded.revision, user_ids = excluded.user_ids, times = excluded.times
       where saved.revision < excluded.revision`,
      [
        batch.map(({ segment }) => segment.nameId),
        batch.map(({ segment }) => segment.day),
        batch.map(({ revision }) => revision),
        batch.map(({ segment }) => bytesIn(segment.people)),
        batch.map(({ segment }) => bytesIn(segment.times)),
      ],
    );
  }
}

function bytesIn({ buffer, byteOffset, byteLength }: Uint32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
