import type { Pool } from "pg";
import type { ColumnChunk } from "./column-chunk.ts";
import type { Connection } from "./connection.ts";

export interface FinalChunk {
  chunk: ColumnChunk;
  revision: string;
}

const CHUNKS_PER_STATEMENT = 50;

/** Writes chunks to `event_columns`, unless a newer revision of the day is there. */
export async function persistChunks(
  { client, schema }: Pick<Connection, "schema"> & { client: Pool | Connection["client"] },
  chunks: readonly FinalChunk[],
): Promise<void> {
  for (let start = 0; start < chunks.length; start += CHUNKS_PER_STATEMENT) {
    const batch = chunks.slice(start, start + CHUNKS_PER_STATEMENT);

    await client.query(
      `insert into ${schema}.event_columns as persisted (name_id, day, revision, user_ids, times)
       select * from unnest($1::int[], $2::int[], $3::bigint[], $4::bytea[], $5::bytea[])
       on conflict (name_id, day) do update
       set revision = excluded.revision, user_ids = excluded.user_ids, times = excluded.times
       where persisted.revision < excluded.revision`,
      [
        batch.map(({ chunk }) => chunk.nameId),
        batch.map(({ chunk }) => chunk.day),
        batch.map(({ revision }) => revision),
        batch.map(({ chunk }) => toBuffer(chunk.userIds)),
        batch.map(({ chunk }) => toBuffer(chunk.times)),
      ],
    );
  }
}

function toBuffer({ buffer, byteOffset, byteLength }: Uint32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
