import type { ClientBase } from "pg";
import { to as copyTo } from "pg-copy-streams";

/** One row of a binary COPY: the offset of each field in `bytes`, and its length. */
export interface CopiedRow {
  bytes: Buffer;
  offsets: Int32Array;
  lengths: Int32Array;
}

const HEADER_LENGTH = 19;
const END_OF_ROWS = -1;

/** A binary COPY. The row is reused, and its bytes are valid during the call only. No field may be null. */
export async function copyRows(
  client: ClientBase,
  query: string,
  fieldCount: number,
  onRow: (row: CopiedRow) => void,
): Promise<void> {
  const row: CopiedRow = {
    bytes: Buffer.alloc(0),
    offsets: new Int32Array(fieldCount),
    lengths: new Int32Array(fieldCount),
  };
  let rest: Buffer = Buffer.alloc(0);
  let isHeaderRead = false;

  for await (const data of client.query(
    copyTo(`copy (${query}) to stdout (format binary)`),
  ) as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, data]) : data;
    let offset = 0;
    if (!isHeaderRead) {
      if (bytes.length < HEADER_LENGTH) {
        rest = bytes;
        continue;
      }
      offset = HEADER_LENGTH;
      isHeaderRead = true;
    }

    row.bytes = bytes;
    for (let end = readRow(row, offset); end > 0; end = readRow(row, offset)) {
      onRow(row);
      offset = end;
    }
    rest = bytes.subarray(offset);
  }
}

/** Finds the fields of the row at an offset. Returns the offset of its end; 0 if the row is incomplete. */
function readRow({ bytes, offsets, lengths }: CopiedRow, start: number): number {
  let offset = start + 2;
  if (offset > bytes.length || bytes.readInt16BE(start) === END_OF_ROWS) return 0;

  for (let field = 0; field < offsets.length; field++) {
    if (offset + 4 > bytes.length) return 0;
    const length = bytes.readInt32BE(offset);
    offsets[field] = offset + 4;
    lengths[field] = length;
    offset += 4 + length;
  }

  return offset <= bytes.length ? offset : 0;
}

/** PostgreSQL counts microseconds since 2000. */
const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1);

export function readMilliseconds({ bytes, offsets }: CopiedRow, field: number): number {
  const offset = offsets[field] ?? 0;

  return POSTGRES_EPOCH_MS + (bytes.readInt32BE(offset) * 2 ** 32 + bytes.readUInt32BE(offset + 4)) / 1000;
}

/** Reads an `xid8` field. Exact below 2⁵³ transactions. */
export function readXid({ bytes, offsets }: CopiedRow, field: number): number {
  const offset = offsets[field] ?? 0;

  return bytes.readUInt32BE(offset) * 2 ** 32 + bytes.readUInt32BE(offset + 4);
}
