import type { Connection } from "./connection.ts";
import type { Segment } from "./column-chunk.ts";
import { msInDay } from "./column-chunk.ts";
import { copyRows, millisecondsIn, xidIn } from "./copy-rows.ts";
import type { CachedChunk } from "./segment-cache.ts";

/** Brings kept segments up to the caller's snapshot by the events that came on top, found by their transactions. */
export async function readAdded(
  { client, schema }: Connection,
  kept: readonly CachedChunk[],
  onChunk: (segment: Segment, kept: CachedChunk) => void,
): Promise<void> {
  if (kept.length === 0) return;
  const added = new Map(
    kept.map((one) => [`${one.segment.nameId}/${one.segment.day}`, { kept: one, events: [] as Added[] }]),
  );
  const days = kept.map(({ segment }) => segment.day);
  const oldest = Math.min(...kept.map(({ snapshot }) => snapshot.oldest));

  await copyRows(
    client,
    `select name_id, user_id, occurred_at, xid from ${schema}.events
     where xid >= '${oldest}'::xid8
       and name_id in (${[...new Set(kept.map(({ segment }) => segment.nameId))].join(",")})
       and user_id is not null
       and occurred_at >= to_timestamp(${Math.min(...days) * 86_400})
       and occurred_at < to_timestamp(${(Math.max(...days) + 1) * 86_400})`,
    4,
    (row) => {
      const time = millisecondsIn(row, 2);
      const day = Math.floor(time / msInDay);
      const found = added.get(`${row.bytes.readInt32BE(row.starts[0])}/${day}`);
      if (!found || found.kept.snapshot.sees(xidIn(row, 3))) return;

      found.events.push({ person: row.bytes.readInt32BE(row.starts[1]), time: time - day * msInDay });
    },
  );

  for (const { kept, events } of added.values()) {
    onChunk(events.length === 0 ? kept.segment : withAdded(kept.segment, events), kept);
  }
}

interface Added {
  person: number;
  /** Milliseconds into the day. */
  time: number;
}

/** A segment with more events, in the order of time. */
function withAdded(segment: Segment, events: Added[]): Segment {
  events.sort((a, b) => a.time - b.time);
  const length = segment.people.length + events.length;
  const people = new Uint32Array(length);
  const times = new Uint32Array(length);

  // From the end, since what is new is mostly late.
  let old = segment.people.length - 1;
  let fresh = events.length - 1;
  for (let place = length - 1; fresh >= 0; place--) {
    const event = events[fresh];
    const isOldLater = old >= 0 && (segment.times[old] ?? 0) > (event?.time ?? 0);
    people[place] = isOldLater ? (segment.people[old] ?? 0) : (event?.person ?? 0);
    times[place] = isOldLater ? (segment.times[old] ?? 0) : (event?.time ?? 0);
    if (isOldLater) old--;
    else fresh--;
  }
  people.set(segment.people.subarray(0, old + 1));
  times.set(segment.times.subarray(0, old + 1));

  return { ...segment, people, times };
}
