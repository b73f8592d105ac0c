import type { Connection } from "./connection.ts";
import type { ColumnChunk } from "./column-chunk.ts";
import { MS_PER_DAY } from "./column-chunk.ts";
import { copyRows, readMilliseconds } from "./copy-rows.ts";
import type { NameDay } from "./read-days.ts";

/** Builds the chunks of days from the events themselves, through a covering index. */
export async function buildChunks(
  { client, schema }: Connection,
  days: readonly NameDay[],
  onChunk: (chunk: ColumnChunk) => void,
): Promise<void> {
  for (const { nameId, firstDay, lastDay } of groupAdjacentDays(days)) {
    const builders = new Map(
      Array.from({ length: lastDay - firstDay + 1 }, (_, index) => [
        firstDay + index,
        { userIds: new Uint32List(), times: new Uint32List() },
      ]),
    );

    await copyRows(
      client,
      `select user_id, occurred_at from ${schema}.events
       where name_id = ${nameId} and user_id is not null
         and occurred_at >= to_timestamp(${firstDay * 86_400}) and occurred_at < to_timestamp(${(lastDay + 1) * 86_400})
       order by occurred_at`,
      2,
      (row) => {
        const time = readMilliseconds(row, 1);
        const day = Math.floor(time / MS_PER_DAY);
        const builder = builders.get(day);
        builder?.userIds.push(row.bytes.readInt32BE(row.offsets[0]));
        builder?.times.push(time - day * MS_PER_DAY);
      },
    );

    for (const [day, { userIds, times }] of builders) {
      onChunk({ nameId, day, userIds: userIds.toArray(), times: times.toArray() });
    }
  }
}

interface DayGroup {
  nameId: number;
  firstDay: number;
  lastDay: number;
}

function groupAdjacentDays(days: readonly NameDay[]): DayGroup[] {
  const groups: DayGroup[] = [];

  for (const { nameId, day } of days) {
    const group = groups.at(-1);
    if (group && group.nameId === nameId && group.lastDay === day - 1) group.lastDay = day;
    else groups.push({ nameId, firstDay: day, lastDay: day });
  }

  return groups;
}

/** A growing list that does not box its numbers. */
class Uint32List {
  #values = new Uint32Array(64);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = new Uint32Array(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  toArray(): Uint32Array {
    return this.#values.slice(0, this.#length);
  }
}
