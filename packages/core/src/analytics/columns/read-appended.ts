import type { Connection } from "./connection.ts";
import type { CachedChunk } from "./chunk-cache.ts";
import type { ColumnChunk } from "./column-chunk.ts";
import { MS_PER_DAY } from "./column-chunk.ts";
import { copyRows, readMilliseconds, readXid } from "./copy-rows.ts";

/** Completes cached chunks with the events that were appended since, found by their transaction ids. */
export async function readAppendedEvents(
  { client, schema }: Connection,
  cached: readonly CachedChunk[],
  onChunk: (chunk: ColumnChunk) => void,
): Promise<void> {
  if (cached.length === 0) return;
  const appended = new Map(
    cached.map((entry) => [
      `${entry.chunk.nameId}/${entry.chunk.day}`,
      { entry, events: [] as AppendedEvent[] },
    ]),
  );
  const days = cached.map(({ chunk }) => chunk.day);
  const oldestXid = Math.min(...cached.map(({ snapshot }) => snapshot.oldestXid));

  await copyRows(
    client,
    `select name_id, user_id, occurred_at, xid from ${schema}.events
     where xid >= '${oldestXid}'::xid8
       and name_id in (${[...new Set(cached.map(({ chunk }) => chunk.nameId))].join(",")})
       and user_id is not null
       and occurred_at >= to_timestamp(${Math.min(...days) * 86_400})
       and occurred_at < to_timestamp(${(Math.max(...days) + 1) * 86_400})`,
    4,
    (row) => {
      const time = readMilliseconds(row, 2);
      const day = Math.floor(time / MS_PER_DAY);
      const found = appended.get(`${row.bytes.readInt32BE(row.offsets[0])}/${day}`);
      if (!found || found.entry.snapshot.includes(readXid(row, 3))) return;

      found.events.push({ userId: row.bytes.readInt32BE(row.offsets[1]), time: time - day * MS_PER_DAY });
    },
  );

  for (const { entry, events } of appended.values()) {
    onChunk(events.length === 0 ? entry.chunk : appendEvents(entry.chunk, events));
  }
}

interface AppendedEvent {
  userId: number;
  /** Milliseconds into the day. */
  time: number;
}

function appendEvents(chunk: ColumnChunk, events: AppendedEvent[]): ColumnChunk {
  events.sort((a, b) => a.time - b.time);
  const length = chunk.userIds.length + events.length;
  const userIds = new Uint32Array(length);
  const times = new Uint32Array(length);

  // Merges from the end, because appended events are mostly the latest.
  let oldPosition = chunk.userIds.length - 1;
  let newPosition = events.length - 1;
  for (let position = length - 1; newPosition >= 0; position--) {
    const event = events[newPosition];
    const isOldLater = oldPosition >= 0 && (chunk.times[oldPosition] ?? 0) > (event?.time ?? 0);
    userIds[position] = isOldLater ? (chunk.userIds[oldPosition] ?? 0) : (event?.userId ?? 0);
    times[position] = isOldLater ? (chunk.times[oldPosition] ?? 0) : (event?.time ?? 0);
    if (isOldLater) oldPosition--;
    else newPosition--;
  }
  userIds.set(chunk.userIds.subarray(0, oldPosition + 1));
  times.set(chunk.times.subarray(0, oldPosition + 1));

  return { ...chunk, userIds, times };
}
