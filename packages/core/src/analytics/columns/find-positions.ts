import type { EventColumns, Segment } from "./column-chunk.ts";
import { msInDay } from "./column-chunk.ts";

interface Range {
  from: number;
  to: number;
}

/** Which places of a segment lie within a range of milliseconds since 1970: a local day cuts a day in UTC. */
export function findPositions({ day, times }: Segment, { from, to }: Range): { start: number; end: number } {
  return {
    start: firstAtOrAfter(times, from - day * msInDay),
    end: firstAtOrAfter(times, to - day * msInDay),
  };
}

/** Calls back for each person of each event within a range of milliseconds since 1970. */
export function forEachPersonWithin(
  { segments, peopleOf }: Pick<EventColumns, "segments" | "peopleOf">,
  range: Range,
  onPerson: (person: number) => void,
): void {
  for (const segment of segments) {
    const { start, end } = findPositions(segment, range);
    const people = peopleOf(segment);
    for (let place = start; place < end; place++) onPerson(people[place] ?? 0);
  }
}

/** Segments by the ranges that they share a moment with; segments of one day may serve several local days. */
export function findChunks(
  segments: readonly Segment[],
  ranges: readonly Range[],
): readonly (readonly Segment[])[] {
  const byDay = Map.groupBy(segments, ({ day }) => day);

  return ranges.map(({ from, to }) => {
    const found: Segment[] = [];
    for (let day = Math.floor(from / msInDay); day * msInDay < to; day++)
      found.push(...(byDay.get(day) ?? []));
    return found;
  });
}

function firstAtOrAfter(times: Uint32Array, time: number): number {
  if (time <= 0) return 0;
  if (time >= msInDay) return times.length;
  let low = 0;
  let high = times.length;

  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }

  return low;
}
