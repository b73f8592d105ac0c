import type { ColumnChunk, EventColumns } from "../columns/column-chunk.ts";
import { MS_PER_DAY } from "../columns/column-chunk.ts";

export interface ColumnEvent {
  nameId: number;
  userId: number;
  time: number;
}

export function toColumns(events: readonly ColumnEvent[], userIdLimit: number): EventColumns {
  const byDay = Map.groupBy(events, ({ nameId, time }) => `${nameId}/${Math.floor(time / MS_PER_DAY)}`);
  const chunks = [...byDay].map(([key, eventsOfDay]): ColumnChunk => {
    const [nameId = 0, day = 0] = key.split("/").map(Number);
    const ordered = eventsOfDay.toSorted((a, b) => a.time - b.time);
    return {
      nameId,
      day,
      userIds: Uint32Array.from(ordered, ({ userId }) => userId),
      times: Uint32Array.from(ordered, ({ time }) => time - day * MS_PER_DAY),
    };
  });

  return { chunks, userIdLimit, resolveUsers: ({ userIds }) => userIds };
}
