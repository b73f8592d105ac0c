import type { EventColumns, Segment } from "../columns/column-chunk.ts";
import { msInDay } from "../columns/column-chunk.ts";
import type { FunnelColumnsInput } from "./funnel.columns.ts";
import { forEachPersonWithin, findPositions } from "../columns/find-positions.ts";
import { reachOf } from "./funnel-rules.ts";

/** Events that may be part of somebody's way through a funnel: all that are, and some that are not. */
interface Candidates {
  /**
   * How many events are listed. Those that can only be entries are not, since most lead nowhere: read them again, with
   * `isMereEntry`, for those who may go on.
   */
  count: number;
  /** Whose they are, when, and which steps they may serve, side by side. */
  people: Uint32Array;
  times: Float64Array;
  steps: Uint32Array;
  /** A one for each person who may have got to the second step, or may still do so. */
  mayGoOn: Uint8Array;
  /** How many entered and certainly did not get to the second step, nor will they. */
  stayed: number;
}

/**
 * Leaves out, day by day and step by step, events before which the same person did not do the step before within the
 * window. Days are coarse and order within a day is not looked at, so some events too many are kept, never one too few.
 */
export function findCandidates(
  { segments, numbers, peopleOf }: EventColumns,
  stepsOfName: ReadonlyMap<number, number>,
  funnel: FunnelColumnsInput,
): Candidates {
  const { stepCount, entries, window, now, order } = funnel;
  const range = { from: entries.from, to: reachOf(funnel) };
  const longest = Math.floor(window / msInDay) + 1;
  const firstDay = Math.floor(range.from / msInDay) - 1;
  // For each step and person the last day on which the step was kept, counted from the day before the first.
  const lastDays = new (range.to - range.from < longestInShorts ? Uint16Array : Uint32Array)(
    stepCount * numbers,
  );
  const found = new CandidateList();

  function markEntries(segment: Segment): void {
    forEachPersonWithin(
      { segments: [segment], peopleOf },
      entries,
      (person) => (lastDays[person] = segment.day - firstDay),
    );
  }

  function keepReady(segment: Segment, bits: number): void {
    const later = Array.from({ length: stepCount }, (_, step) => step).filter(
      (step) => step > 0 && bits & (1 << step),
    );
    const day = segment.day - firstDay;
    const earliest = Math.max(1, day - longest);
    const { start, end } = findPositions(segment, range);
    const people = peopleOf(segment);
    const entryEnd = bits & 1 ? findPositions(segment, entries).end : 0;
    const dayStart = segment.day * msInDay;

    for (let place = start; place < end; place++) {
      const person = people[place] ?? 0;
      if (place >= entryEnd && !isReady(person, later, earliest)) continue;

      for (const step of later) lastDays[step * numbers + person] = day;
      found.push(person, dayStart + (segment.times[place] ?? 0), bits);
    }
  }

  function isReady(person: number, steps: readonly number[], earliest: number): boolean {
    // What stands between two steps matters to a strict funnel, whatever came before it.
    if (order === "strict") return (lastDays[person] ?? never) >= earliest;
    for (const step of steps) if ((lastDays[(step - 1) * numbers + person] ?? never) >= earliest) return true;

    return false;
  }

  const byDay = Map.groupBy(segments, ({ day }) => day);
  for (const day of [...byDay.keys()].sort((a, b) => a - b)) {
    const ofDay = (byDay.get(day) ?? []).map((segment) => ({
      segment,
      bits: stepsOfName.get(segment.nameId) ?? 0,
    }));
    for (const { segment, bits } of ofDay) if (bits & 1) markEntries(segment);
    // Whatever a later step may follow is kept before it.
    ofDay.sort((a, b) => firstLaterStep(a.bits) - firstLaterStep(b.bits));
    for (const { segment, bits } of ofDay) if (!isMereEntry(bits, funnel)) keepReady(segment, bits);
  }

  const mayGoOn = new Uint8Array(numbers);
  let stayed = 0;
  for (let person = 0; person < numbers; person++) {
    const entered = lastDays[person] ?? never;
    if (entered === never) continue;
    const hasGoneOn = stepCount > 1 && (lastDays[numbers + person] ?? never) !== never;
    if (hasGoneOn || entered + firstDay >= Math.floor((now - window) / msInDay)) mayGoOn[person] = 1;
    else stayed++;
  }

  return { ...found.lists(), mayGoOn, stayed };
}

/** Days are counted from 1. */
const never = 0;
const longestInShorts = 65_000 * msInDay;

/** Whether events of a name are nothing but entries, which no other event depends on. */
export function isMereEntry(bits: number, { order }: FunnelColumnsInput): boolean {
  return bits === 1 && order !== "strict";
}

/** The lowest bit behind that of the first step; 0 for none. */
function firstLaterStep(bits: number): number {
  const later = bits & ~1;

  return later & -later;
}

/** Three lists that grow together. */
class CandidateList {
  #count = 0;
  #people = new Uint32Array(1_024);
  #times = new Float64Array(1_024);
  #steps = new Uint32Array(1_024);

  push(person: number, time: number, steps: number): void {
    if (this.#count === this.#people.length) this.#grow();
    this.#people[this.#count] = person;
    this.#times[this.#count] = time;
    this.#steps[this.#count] = steps;
    this.#count++;
  }

  #grow(): void {
    const [people, times, steps] = [this.#people, this.#times, this.#steps];
    const length = people.length * 2;
    this.#people = new Uint32Array(length);
    this.#times = new Float64Array(length);
    this.#steps = new Uint32Array(length);
    this.#people.set(people);
    this.#times.set(times);
    this.#steps.set(steps);
  }

  lists() {
    return { count: this.#count, people: this.#people, times: this.#times, steps: this.#steps };
  }
}
