import type { RetentionRules } from "./retention-rules.ts";
import type { RetentionCounts } from "./retention-rules.ts";
import type { ConcernedEvents } from "../engine/registry.ts";
import type { EventColumns, Segment } from "../columns/column-chunk.ts";
import { forEachPersonWithin, findPositions, findChunks } from "../columns/find-positions.ts";

/** A retention input over stored names. */
export interface RetentionColumnsInput extends RetentionRules {
  entryIds: number[];
  returnIds: number[];
}

export function eventsOfRetention({
  entryIds,
  returnIds,
  entry,
  periods,
}: RetentionColumnsInput): ConcernedEvents {
  return {
    nameIds: [...new Set([...entryIds, ...returnIds])],
    // Whether an entry is somebody's first ever, only the whole past can tell.
    from: entry === "first-ever" ? 0 : (periods[0]?.from ?? 0),
    to: periods.at(-1)?.to ?? 0,
  };
}

/** One bit a period and person, once for entries and once for returns. */
export function countRetention(
  { segments, numbers, peopleOf }: EventColumns,
  rules: RetentionColumnsInput,
): RetentionCounts {
  const { periods, entry } = rules;
  const words = Math.ceil(periods.length / 32);
  const entered = new Uint32Array(numbers * words);
  const returned = new Uint32Array(numbers * words);
  const entries = segments.filter(({ nameId }) => rules.entryIds.includes(nameId));
  const returns = segments.filter(({ nameId }) => rules.returnIds.includes(nameId));

  mark(entered, entries);
  mark(returned, returns);
  const isOld = new Uint8Array(numbers);
  if (entry === "first-ever") {
    const past = { from: 0, to: periods[0]?.from ?? 0 };
    forEachPersonWithin({ segments: entries, peopleOf }, past, (person) => (isOld[person] = 1));
  }

  const tally = createTally(periods.length, rules.returning);
  for (let person = 0; person < numbers; person++) {
    if (isOld[person] === 1) continue;
    const enteredIn = periodsOf(entered, person);
    if (enteredIn.length === 0) continue;
    const returnedIn = periodsOf(returned, person);
    for (const cohort of entry === "recurring" ? enteredIn : enteredIn.slice(0, 1))
      tally.add(cohort, returnedIn);
  }

  return tally.counts;

  function mark(bits: Uint32Array, segments: readonly Segment[]): void {
    for (const [period, found] of findChunks(segments, periods).entries()) {
      const range = periods[period];
      if (!range) continue;
      const word = period >>> 5;
      const bit = 1 << (period & 31);
      for (const segment of found) {
        const { start, end } = findPositions(segment, range);
        const people = peopleOf(segment);
        for (let place = start; place < end; place++) bits[(people[place] ?? 0) * words + word]! |= bit;
      }
    }
  }

  function periodsOf(bits: Uint32Array, person: number): number[] {
    const found: number[] = [];
    for (let word = 0; word < words; word++) {
      for (let rest = bits[person * words + word] ?? 0; rest !== 0; rest &= rest - 1) {
        found.push(word * 32 + 31 - Math.clz32(rest & -rest));
      }
    }
    return found;
  }
}

/** Sums up who came back when. Periods are ascending. */
function createTally(periods: number, returning: RetentionRules["returning"]) {
  const counts: RetentionCounts = {
    sizes: new Array<number>(periods).fill(0),
    returned: Array.from({ length: periods }, (_, cohort) => new Array<number>(periods - cohort).fill(0)),
  };

  return {
    counts,
    add(cohort: number, returnedIn: readonly number[]): void {
      counts.sizes[cohort] = (counts.sizes[cohort] ?? 0) + 1;
      const row = counts.returned[cohort] ?? [];
      const last = returnedIn.at(-1) ?? -1;

      if (returning === "on") {
        for (const period of returnedIn)
          if (period >= cohort) row[period - cohort] = (row[period - cohort] ?? 0) + 1;
      } else {
        for (let period = cohort; period <= last; period++)
          row[period - cohort] = (row[period - cohort] ?? 0) + 1;
      }
    },
  };
}
