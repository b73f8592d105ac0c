import type { Connection } from "./connection.ts";
import type { Segment } from "./column-chunk.ts";
import { copyRows } from "./copy-rows.ts";
import type { DayOfName } from "./read-days.ts";

/** The saved segments of days, where their revision still holds. */
export async function readSaved(
  { client, schema }: Connection,
  days: readonly DayOfName[],
  onChunk: (segment: Segment) => void,
): Promise<void> {
  if (days.length === 0) return;
  const list = (values: readonly (number | string | null)[]) => `'{${values.join(",")}}'`;

  await copyRows(
    client,
    `select saved.name_id, saved.day, saved.user_ids, saved.times
     from unnest(
       ${list(days.map(({ nameId }) => nameId))}::int[],
       ${list(days.map(({ day }) => day))}::int[],
       ${list(days.map(({ revision }) => revision))}::bigint[]
     ) as wanted(name_id, day, revision)
     join ${schema}.event_columns as saved using (name_id, day, revision)`,
    4,
    ({ bytes, starts, lengths }) => {
      const [nameId = 0, day = 0, people = 0, times = 0] = starts;
      onChunk({
        nameId: bytes.readInt32BE(nameId),
        day: bytes.readInt32BE(day),
        people: numbersIn(bytes, people, lengths[2] ?? 0),
        times: numbersIn(bytes, times, lengths[3] ?? 0),
      });
    },
  );
}

/** A copy that is aligned as typed arrays must be. */
function numbersIn(bytes: Buffer, start: number, length: number): Uint32Array {
  const copy = new Uint8Array(length);
  copy.set(bytes.subarray(start, start + length));

  return new Uint32Array(copy.buffer);
}
