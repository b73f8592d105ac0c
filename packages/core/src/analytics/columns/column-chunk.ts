export const msInDay = 86_400_000;

/** Who did something of one name on one UTC day, in the order of time. Events without a user are left out. */
export interface Segment {
  nameId: number;
  /** Days since 1970 in UTC. */
  day: number;
  /** The numbers under which the events are stored. */
  people: Uint32Array;
  /** Milliseconds into the day, beside `people`. */
  times: Uint32Array;
}

/** All that a input needs, from one snapshot of the database. */
export interface EventColumns {
  segments: readonly Segment[];
  /** Every person's number is below it. */
  numbers: number;
  /** The people of a segment's events; a visitor who became a user is the user. It holds until the next call. */
  peopleOf: (segment: Segment) => Uint32Array;
}

/** What a segment without events needs: two arrays, some objects and its place in a map. Measured with Node 24. */
const bytesOfAnEmptyOne = 900;

/** How much memory a segment needs. */
export function bytesOf({ people, times }: Segment): number {
  return bytesOfAnEmptyOne + people.byteLength + times.byteLength;
}
