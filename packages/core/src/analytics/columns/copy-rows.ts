import type { ClientBase } from "pg";
import { to as copyTo } from "pg-copy-streams";

/** One row of a binary COPY: where each field starts in `bytes`, and how long it is. */
export interface CopiedRow {
  bytes: Buffer;
  starts: Int32Array;
  lengths: Int32Array;
}

const headerLength = 19;
const endOfRows = -1;

/**
 * Runs a query as `COPY … TO STDOUT (FORMAT binary)` and calls back for each row. The row is one object that is used
 * again and again, and its bytes are gone after the call. No field may be null.
 */
export async function copyRows(
  client: ClientBase,
  query: string,
  fieldCount: number,
  onRow: (row: CopiedRow) => void,
): Promise<void> {
  const row: CopiedRow = {
    bytes: Buffer.alloc(0),
    starts: new Int32Array(fieldCount),
    lengths: new Int32Array(fieldCount),
  };
  let rest: Buffer = Buffer.alloc(0);
  let isHeaderRead = false;

  for await (const chunk of client.query(
    copyTo(`copy (${query}) to stdout (format binary)`),
  ) as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let place = 0;
    if (!isHeaderRead) {
      if (bytes.length < headerLength) {
        rest = bytes;
        continue;
      }
      place = headerLength;
      isHeaderRead = true;
    }

    row.bytes = bytes;
    for (let end = endOfRow(row, place); end > 0; end = endOfRow(row, place)) {
      onRow(row);
      place = end;
    }
    rest = bytes.subarray(place);
  }
}

/** Finds the fields of the row at a place. Answers with where the row ends; 0 when it is not here as a whole. */
function endOfRow({ bytes, starts, lengths }: CopiedRow, start: number): number {
  let place = start + 2;
  if (place > bytes.length || bytes.readInt16BE(start) === endOfRows) return 0;

  for (let field = 0; field < starts.length; field++) {
    if (place + 4 > bytes.length) return 0;
    const length = bytes.readInt32BE(place);
    starts[field] = place + 4;
    lengths[field] = length;
    place += 4 + length;
  }

  return place <= bytes.length ? place : 0;
}

/** PostgreSQL counts microseconds since 2000. */
const epochOf2000 = Date.UTC(2000, 0, 1);

/** A `timestamptz` field as milliseconds since 1970. */
export function millisecondsIn({ bytes, starts }: CopiedRow, field: number): number {
  const start = starts[field] ?? 0;

  return epochOf2000 + (bytes.readInt32BE(start) * 2 ** 32 + bytes.readUInt32BE(start + 4)) / 1000;
}

/** An `xid8` field; exact as long as a database has run fewer than 2⁵³ transactions. */
export function xidIn({ bytes, starts }: CopiedRow, field: number): number {
  const start = starts[field] ?? 0;

  return bytes.readUInt32BE(start) * 2 ** 32 + bytes.readUInt32BE(start + 4);
}
