import type { FunnelEvents } from "../../funnel/follow-chain.ts";
import { reachOf } from "../../funnel/funnel-rules.ts";
import type { PackedEvents } from "../segment.ts";
import { msInDay } from "../segment.ts";
import type { SegmentFunnel } from "./fold-funnel.ts";
import { forEachPersonWithin, placesWithin } from "./places-within.ts";

/** The events of everybody who entered a funnel, one person after the other. */
interface LaidOut {
  /** All persons are below this number. */
  people: number;
  /** The events that were loaded last, in the order of time and, within a moment, of the steps they may serve. */
  events: FunnelEvents;
  /** Puts a person's events at the start of `events`. Answers how many; 0 for a person who never entered. */
  load(person: number): number;
}

/**
 * Sorts events by person. One event is one number: its time, and below it which steps it may serve. The few numbers of
 * a person, which come day by day, are sorted when the person is loaded and still in the processor's cache.
 */
export function layOut(
  { segments, whois }: PackedEvents,
  stepsOfName: ReadonlyMap<number, number>,
  funnel: SegmentFunnel,
): LaidOut {
  const range = { from: funnel.entries.from, to: reachOf(funnel) };
  const kinds = [...new Set(stepsOfName.values())].sort((a, b) => a - b);
  const byDay = segments.toSorted((a, b) => a.day - b.day);
  const people = whois.length;

  const entered = new Uint8Array(people);
  const openers = segments.filter(({ nameId }) => ((stepsOfName.get(nameId) ?? 0) & 1) !== 0);
  forEachPersonWithin(openers, whois, funnel.entries, (person) => (entered[person] = 1));

  const starts = new Uint32Array(people + 1);
  forEachPersonWithin(segments, whois, range, (person) => {
    if (entered[person] === 1) starts[person + 1] = (starts[person + 1] ?? 0) + 1;
  });
  let most = 0;
  for (let person = 0; person < people; person++) {
    most = Math.max(most, starts[person + 1] ?? 0);
    starts[person + 1] = (starts[person + 1] ?? 0) + (starts[person] ?? 0);
  }

  const numbers = new Float64Array(starts[people] ?? 0);
  const next = starts.slice(0, people);
  for (const segment of byDay) {
    const { start, end } = placesWithin(segment, range);
    const kind = kinds.indexOf(stepsOfName.get(segment.nameId) ?? 0);
    const dayStart = segment.day * msInDay - range.from;
    const { people: whose, times } = segment;

    for (let place = start; place < end; place++) {
      const person = whois[whose[place] ?? 0] ?? 0;
      if (entered[person] !== 1) continue;
      const free = next[person] ?? 0;
      numbers[free] = (dayStart + (times[place] ?? 0)) * kinds.length + kind;
      next[person] = free + 1;
    }
  }

  const events = { times: new Float64Array(most), steps: new Uint32Array(most) };

  return {
    people,
    events,
    load(person) {
      const start = starts[person] ?? 0;
      const end = starts[person + 1] ?? 0;
      sortNumbers(numbers, start, end);

      for (let place = start; place < end; place++) {
        const number = numbers[place] ?? 0;
        const kind = number % kinds.length;
        events.times[place - start] = (number - kind) / kinds.length + range.from;
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
