import type { Connection } from "./connection.ts";
import type { Segment } from "./column-chunk.ts";
import { msInDay } from "./column-chunk.ts";
import { copyRows, millisecondsIn } from "./copy-rows.ts";
import { NumberList } from "./number-list.ts";
import type { DayOfName } from "./read-days.ts";

/** Packs days from the events themselves, through the index that covers them. */
export async function packDays(
  { client, schema }: Connection,
  days: readonly DayOfName[],
  onChunk: (segment: Segment) => void,
): Promise<void> {
  for (const run of runsOf(days)) {
    const lists = new Map(
      Array.from({ length: run.lastDay - run.firstDay + 1 }, (_, index) => [
        run.firstDay + index,
        { people: new NumberList(), times: new NumberList() },
      ]),
    );

    await copyRows(
      client,
      `select user_id, occurred_at from ${schema}.events
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
      onChunk({ nameId: run.nameId, day, people: people.toArray(), times: times.toArray() });
    }
  }
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
