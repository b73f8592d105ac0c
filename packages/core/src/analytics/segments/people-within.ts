import type { Segment } from "./segment.ts";
import { msInDay } from "./segment.ts";

interface Range {
  from: number;
  to: number;
}

/** Which places of a segment lie within a range of milliseconds since 1970: a local day cuts a day in UTC. */
export function placesWithin({ day, times }: Segment, { from, to }: Range): { start: number; end: number } {
  return {
    start: firstAtOrAfter(times, from - day * msInDay),
    end: firstAtOrAfter(times, to - day * msInDay),
  };
}

/** A one for each person with an event within the range, by their numbers. */
export function peopleWithin(segments: readonly Segment[], range: Range, highest: number): Uint8Array {
  const within = new Uint8Array(highest + 1);
  for (const segment of segments) {
    const { start, end } = placesWithin(segment, range);
    for (let place = start; place < end; place++) within[segment.people[place] ?? 0] = 1;
  }

  return within;
}

/** The highest number of a person in the segments; 0 for none. */
export function highestPerson(segments: readonly Segment[]): number {
  let highest = 0;
  for (const { people } of segments) {
    for (const person of people) if (person > highest) highest = person;
  }

  return highest;
}

function firstAtOrAfter(times: Uint32Array, time: number): number {
  if (time <= 0) return 0;
  let low = 0;
  let high = times.length;

  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }

  return low;
}
