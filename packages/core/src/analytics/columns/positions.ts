import type { ColumnChunk, EventColumns } from "./column-chunk.ts";
import { MS_PER_DAY } from "./column-chunk.ts";

/** Half-open, in milliseconds since 1970. */
interface TimeRange {
  from: number;
  to: number;
}

/** The positions of a chunk's events within a range, half-open. A local day may cover parts of two chunks. */
export function findPositions(
  { day, times }: ColumnChunk,
  { from, to }: TimeRange,
): { start: number; end: number } {
  return {
    start: findFirstAtOrAfter(times, from - day * MS_PER_DAY),
    end: findFirstAtOrAfter(times, to - day * MS_PER_DAY),
  };
}

export function forEachUser(
  { chunks, resolveUsers }: Pick<EventColumns, "chunks" | "resolveUsers">,
  range: TimeRange,
  onUser: (userId: number) => void,
): void {
  for (const chunk of chunks) {
    const { start, end } = findPositions(chunk, range);
    const userIds = resolveUsers(chunk);
    for (let position = start; position < end; position++) onUser(userIds[position] ?? 0);
  }
}

/** For each range the chunks that overlap it. A chunk may belong to several ranges. */
export function findChunks(
  chunks: readonly ColumnChunk[],
  ranges: readonly TimeRange[],
): readonly (readonly ColumnChunk[])[] {
  const byDay = Map.groupBy(chunks, ({ day }) => day);

  return ranges.map(({ from, to }) => {
    const found: ColumnChunk[] = [];
    for (let day = Math.floor(from / MS_PER_DAY); day * MS_PER_DAY < to; day++)
      found.push(...(byDay.get(day) ?? []));
    return found;
  });
}

function findFirstAtOrAfter(times: Uint32Array, time: number): number {
  if (time <= 0) return 0;
  if (time >= MS_PER_DAY) return times.length;
  let low = 0;
  let high = times.length;

  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }

  return low;
}
