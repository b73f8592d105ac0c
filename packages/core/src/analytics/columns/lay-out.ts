import type { FunnelEvents } from "../funnel/follow-chain.ts";
import type { EventColumns } from "./column-chunk.ts";
import { msInDay } from "./column-chunk.ts";
import { findCandidates, isMereEntry } from "../funnel/find-candidates.ts";
import type { FunnelColumnsInput } from "../funnel/funnel.columns.ts";
import { forEachPersonWithin, findPositions } from "./find-positions.ts";

/** The events of everybody who may get further than the first step, one person after the other. */
interface LaidOut {
  /** All persons are below this number. */
  people: number;
  /** The events that were loaded last, in the order of time and, within a moment, of the steps they may serve. */
  events: FunnelEvents;
  /** Puts a person's events at the start of `events`. Answers how many; 0 for a person who is not among them. */
  load(person: number): number;
  /** How many others entered, and got no further. */
  stayed: number;
}

/**
 * Sorts the events that matter by person. One event is one number: its time, and below it which steps it may serve. The
 * few numbers of a person, which come day by day, are sorted when the person is loaded and still in the processor's cache.
 */
export function layOut(
  packed: EventColumns,
  stepsOfName: ReadonlyMap<number, number>,
  funnel: FunnelColumnsInput,
): LaidOut {
  const { count, people, times, steps, mayGoOn, stayed } = findCandidates(packed, stepsOfName, funnel);
  const { peopleOf } = packed;
  const entries = packed.segments.filter(({ nameId }) => isMereEntry(stepsOfName.get(nameId) ?? 0, funnel));
  const kinds = [...new Set(stepsOfName.values())].sort((a, b) => a - b);
  const { from } = funnel.entries;

  const starts = new Uint32Array(mayGoOn.length + 1);
  const note = (person: number) => {
    if (mayGoOn[person] === 1) starts[person + 1]!++;
  };
  forEachPersonWithin({ segments: entries, peopleOf }, funnel.entries, note);
  for (let place = 0; place < count; place++) note(people[place] ?? 0);

  let most = 0;
  for (let person = 0; person < mayGoOn.length; person++) {
    most = Math.max(most, starts[person + 1] ?? 0);
    starts[person + 1]! += starts[person] ?? 0;
  }

  const numbers = new Float64Array(starts[mayGoOn.length] ?? 0);
  const next = starts.slice(0, mayGoOn.length);
  const put = (person: number, time: number, kind: number) => {
    if (mayGoOn[person] === 1) numbers[next[person]!++] = (time - from) * kinds.length + kind;
  };
  for (const segment of entries) {
    const { start, end } = findPositions(segment, funnel.entries);
    const whose = peopleOf(segment);
    const kind = kinds.indexOf(1);
    const dayStart = segment.day * msInDay;
    for (let place = start; place < end; place++)
      put(whose[place] ?? 0, dayStart + (segment.times[place] ?? 0), kind);
  }
  for (let place = 0; place < count; place++)
    put(people[place] ?? 0, times[place] ?? 0, kinds.indexOf(steps[place] ?? 0));

  const events = { times: new Float64Array(most), steps: new Uint32Array(most) };

  return {
    people: mayGoOn.length,
    events,
    stayed,
    load(person) {
      const start = starts[person] ?? 0;
      const end = starts[person + 1] ?? 0;
      sortNumbers(numbers, start, end);

      for (let place = start; place < end; place++) {
        const number = numbers[place] ?? 0;
        const kind = number % kinds.length;
        events.times[place - start] = (number - kind) / kinds.length + from;
        events.steps[place - start] = kinds[kind] ?? 0;
      }
      return end - start;
    },
  };
}

const few = 50;

function sortNumbers(numbers: Float64Array, start: number, end: number): void {
  if (end - start > few) {
    numbers.subarray(start, end).sort();
    return;
  }

  for (let place = start + 1; place < end; place++) {
    const number = numbers[place] ?? 0;
    let free = place;
    while (free > start && (numbers[free - 1] ?? 0) > number) {
      numbers[free] = numbers[free - 1] ?? 0;
      free--;
    }
    numbers[free] = number;
  }
}
