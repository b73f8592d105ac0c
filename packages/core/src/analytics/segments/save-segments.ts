import type { Pool } from "pg";
import type { Segment } from "./segment.ts";

const segmentsAtOnce = 200;

/** Saves packed segments, each unless a newer one of its day is there. */
export async function saveSegments(
  pool: Pool,
  packed: readonly { segment: Segment; revision: string }[],
): Promise<void> {
  for (let start = 0; start < packed.length; start += segmentsAtOnce) {
    const batch = packed.slice(start, start + segmentsAtOnce);

    await pool.query(
      `insert into event_segments as saved (name_id, day, revision, people, times)
       select * from unnest($1::int[], $2::int[], $3::bigint[], $4::bytea[], $5::bytea[])
       on conflict (name_id, day) do update
       set revision = excluded.revision, people = excluded.people, times = excluded.times
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
