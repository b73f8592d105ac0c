import { placesWithin } from "./people-within.ts";
import type { Segment } from "./segment.ts";
import { msInDay } from "./segment.ts";

interface Stream {
  segment: Segment;
  steps: number;
  place: number;
  end: number;
}

/**
 * Calls back for every event of the segments within a range, in the order of time and, within a moment, of the steps
 * that it may serve.
 */
export function forEachInOrder(
  segments: readonly Segment[],
  stepsOfName: ReadonlyMap<number, number>,
  range: { from: number; to: number },
  onEvent: (person: number, time: number, steps: number) => void,
): void {
  const byDay = Map.groupBy(segments, ({ day }) => day);

  for (const day of [...byDay.keys()].sort((a, b) => a - b)) {
    const streams = (byDay.get(day) ?? [])
      .map((segment): Stream => {
        const { start, end } = placesWithin(segment, range);
        return { segment, steps: stepsOfName.get(segment.nameId) ?? 0, place: start, end };
      })
      .sort((a, b) => a.steps - b.steps);

    for (let stream = earliest(streams); stream; stream = earliest(streams)) {
      const { people, times } = stream.segment;
      onEvent(people[stream.place] ?? 0, day * msInDay + (times[stream.place] ?? 0), stream.steps);
      stream.place++;
    }
  }
}

/** Of streams at the same moment the first, which has the lowest steps. */
function earliest(streams: readonly Stream[]): Stream | null {
  let found: Stream | null = null;
  let foundTime = Infinity;

  for (const stream of streams) {
    const time = stream.place < stream.end ? (stream.segment.times[stream.place] ?? Infinity) : Infinity;
    if (time < foundTime) {
      found = stream;
      foundTime = time;
    }
  }

  return found;
}
