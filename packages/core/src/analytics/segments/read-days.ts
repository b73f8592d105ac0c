import type { ClientBase } from "pg";
import type { CopiedRow } from "./copy-rows.ts";
import { copyRows } from "./copy-rows.ts";
import type { Segment } from "./segment.ts";
import { msInDay, NumberList } from "./segment.ts";

/** A day of a name, and how its events stand in the caller's snapshot. */
export interface DayOfName {
  nameId: number;
  day: number;
  /** Changes with every change of the day's events; null while changes are not folded in yet. */
  revision: string | null;
}

/** The days of names that hold events, or may: in the order of names and days. */
export async function daysOfNames(
  client: ClientBase,
  nameIds: readonly number[],
  firstDay: number,
  lastDay: number,
): Promise<DayOfName[]> {
  const { rows } = await client.query<DayOfName>(
    `select name_id as "nameId", day, case when count(*) filter (where revision is null) = 0 then max(revision)::text end as revision
     from (
       select name_id, day, revision from event_days
       where name_id = any($1::int[]) and day between $2 and $3
       union all
       select name_id, quarter / 96, null from event_changes
       where name_id = any($1::int[]) and quarter between $2::int * 96 and $3::int * 96 + 95
     ) as days
     group by name_id, day
     order by name_id, day`,
    [nameIds, firstDay, lastDay],
  );

  return rows;
}

/** The saved segments of days, where their revision still holds. */
export async function readSaved(
  client: ClientBase,
  days: readonly DayOfName[],
  onSegment: (segment: Segment, revision: string) => void,
): Promise<void> {
  if (days.length === 0) return;
  const wanted = days.map(({ nameId, day, revision }) => `(${nameId},${day},${revision})`).join(",");

  await copyRows(
    client,
    `select saved.name_id, saved.day, saved.revision, saved.people, saved.times
     from (values ${wanted}) as wanted(name_id, day, revision)
     join event_segments as saved using (name_id, day, revision)`,
    5,
    ({ bytes, starts, lengths }) => {
      const [nameId = 0, day = 0, revision = 0, people = 0, times = 0] = starts;
      onSegment(
        {
          nameId: bytes.readInt32BE(nameId),
          day: bytes.readInt32BE(day),
          people: numbersIn(bytes, people, lengths[3] ?? 0),
          times: numbersIn(bytes, times, lengths[4] ?? 0),
        },
        bytes.readBigInt64BE(revision).toString(),
      );
    },
  );
}

/** A copy that is aligned as typed arrays must be. */
function numbersIn(bytes: Buffer, start: number, length: number): Uint32Array {
  const copy = new Uint8Array(length);
  copy.set(bytes.subarray(start, start + length));

  return new Uint32Array(copy.buffer);
}

/** Packs days from the events themselves, through the index that covers them. */
export async function packDays(
  client: ClientBase,
  days: readonly DayOfName[],
  onSegment: (segment: Segment) => void,
): Promise<void> {
  for (const run of runsOf(days)) {
    const lists = new Map(
      Array.from({ length: run.lastDay - run.firstDay + 1 }, (_, index) => [
        run.firstDay + index,
        newLists(),
      ]),
    );

    await copyRows(
      client,
      `select user_id, occurred_at from events
       where name_id = ${run.nameId} and user_id is not null
         and occurred_at >= to_timestamp(${run.firstDay * 86_400}) and occurred_at < to_timestamp(${(run.lastDay + 1) * 86_400})
       order by occurred_at`,
      2,
      (row) => {
        const time = millisecondsIn(row, 1);
        const day = Math.floor(time / msInDay);
        const list = lists.get(day);
        list?.people.push(row.bytes.readInt32BE(row.starts[0]));
        list?.times.push(time - day * msInDay);
      },
    );

    for (const [day, { people, times }] of lists) {
      onSegment({ nameId: run.nameId, day, people: people.toArray(), times: times.toArray() });
    }
  }
}

function newLists() {
  return { people: new NumberList(), times: new NumberList() };
}

/** PostgreSQL counts microseconds since 2000. */
const epochOf2000 = Date.UTC(2000, 0, 1);

function millisecondsIn({ bytes, starts }: CopiedRow, field: number): number {
  const start = starts[field] ?? 0;

  return epochOf2000 + (bytes.readInt32BE(start) * 2 ** 32 + bytes.readUInt32BE(start + 4)) / 1000;
}

interface Run {
  nameId: number;
  firstDay: number;
  lastDay: number;
}

/** Neighbouring days of a name are one scan of the index. */
function runsOf(days: readonly DayOfName[]): Run[] {
  const runs: Run[] = [];

  for (const { nameId, day } of days) {
    const run = runs.at(-1);
    if (run && run.nameId === nameId && run.lastDay === day - 1) run.lastDay = day;
    else runs.push({ nameId, firstDay: day, lastDay: day });
  }

  return runs;
}
