import type { Connection } from "./connection.ts";
import type { ColumnChunk } from "./column-chunk.ts";
import { copyRows } from "./copy-rows.ts";
import type { NameDay } from "./read-days.ts";

export async function readPersistedChunks(
  { client, schema }: Connection,
  days: readonly NameDay[],
  onChunk: (chunk: ColumnChunk) => void,
): Promise<void> {
  if (days.length === 0) return;
  const toArrayLiteral = (values: readonly (number | string | null)[]) => `'{${values.join(",")}}'`;

  await copyRows(
    client,
    `select persisted.name_id, persisted.day, persisted.user_ids, persisted.times
     from unnest(
       ${toArrayLiteral(days.map(({ nameId }) => nameId))}::int[],
       ${toArrayLiteral(days.map(({ day }) => day))}::int[],
       ${toArrayLiteral(days.map(({ revision }) => revision))}::bigint[]
     ) as wanted(name_id, day, revision)
     join ${schema}.event_columns as persisted using (name_id, day, revision)`,
    4,
    ({ bytes, offsets, lengths }) => {
      const [nameId = 0, day = 0, userIds = 0, times = 0] = offsets;
      onChunk({
        nameId: bytes.readInt32BE(nameId),
        day: bytes.readInt32BE(day),
        userIds: copyUint32s(bytes, userIds, lengths[2] ?? 0),
        times: copyUint32s(bytes, times, lengths[3] ?? 0),
      });
    },
  );
}

/** Typed arrays need aligned memory, which the row's bytes are not. */
function copyUint32s(bytes: Buffer, offset: number, length: number): Uint32Array {
  const copy = new Uint8Array(length);
  copy.set(bytes.subarray(offset, offset + length));

  return new Uint32Array(copy.buffer);
}
