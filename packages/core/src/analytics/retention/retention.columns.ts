import type { ColumnChunk, EventColumns, EventSelection } from "../columns/column-chunk.ts";
import { findChunks, findPositions, forEachUser } from "../columns/positions.ts";
import type { RetentionCounts, RetentionRules } from "./retention-rules.ts";

export interface RetentionColumnsInput extends RetentionRules {
  entryIds: number[];
  returnIds: number[];
}

export function selectRetentionEvents({
  entryIds,
  returnIds,
  entry,
  periods,
}: RetentionColumnsInput): EventSelection {
  return {
    nameIds: [...new Set([...entryIds, ...returnIds])],
    // Only the whole past shows whether an entry is the first ever.
    from: entry === "first-ever" ? 0 : (periods[0]?.from ?? 0),
    to: periods.at(-1)?.to ?? 0,
  };
}

/** Keeps a bit for each user and period, once for entries and once for returns. */
export function countRetentionInColumns(
  { chunks, userIdLimit, resolveUsers }: EventColumns,
  input: RetentionColumnsInput,
): RetentionCounts {
  const { periods, entry } = input;
  const wordCount = Math.ceil(periods.length / 32);
  const entered = new Uint32Array(userIdLimit * wordCount);
  const returned = new Uint32Array(userIdLimit * wordCount);
  const entryChunks = chunks.filter(({ nameId }) => input.entryIds.includes(nameId));
  const returnChunks = chunks.filter(({ nameId }) => input.returnIds.includes(nameId));

  markPeriods(entered, entryChunks);
  markPeriods(returned, returnChunks);
  const hasEnteredBefore = new Uint8Array(userIdLimit);
  if (entry === "first-ever") {
    const past = { from: 0, to: periods[0]?.from ?? 0 };
    forEachUser({ chunks: entryChunks, resolveUsers }, past, (userId) => (hasEnteredBefore[userId] = 1));
  }

  const tally = createTally(periods.length, input.returning);
  for (let userId = 0; userId < userIdLimit; userId++) {
    if (hasEnteredBefore[userId] === 1) continue;
    const enteredIn = listPeriods(entered, userId);
    if (enteredIn.length === 0) continue;
    const returnedIn = listPeriods(returned, userId);
    for (const cohort of entry === "recurring" ? enteredIn : enteredIn.slice(0, 1))
      tally.add(cohort, returnedIn);
  }

  return tally.counts;

  function markPeriods(bits: Uint32Array, chunks: readonly ColumnChunk[]): void {
    for (const [period, periodChunks] of findChunks(chunks, periods).entries()) {
      const range = periods[period];
      if (!range) continue;
      const word = period >>> 5;
      const bit = 1 << (period & 31);
      for (const chunk of periodChunks) {
        const { start, end } = findPositions(chunk, range);
        const userIds = resolveUsers(chunk);
        for (let position = start; position < end; position++)
          bits[(userIds[position] ?? 0) * wordCount + word]! |= bit;
      }
    }
  }

  function listPeriods(bits: Uint32Array, userId: number): number[] {
    const found: number[] = [];
    for (let word = 0; word < wordCount; word++) {
      for (let rest = bits[userId * wordCount + word] ?? 0; rest !== 0; rest &= rest - 1) {
        found.push(word * 32 + 31 - Math.clz32(rest & -rest));
      }
    }
    return found;
  }
}

function createTally(periodCount: number, returning: RetentionRules["returning"]) {
  const counts: RetentionCounts = {
    sizes: new Array<number>(periodCount).fill(0),
    returned: Array.from({ length: periodCount }, (_, cohort) =>
      new Array<number>(periodCount - cohort).fill(0),
    ),
  };

  return {
    counts,
    /** @param returnedIn ascending periods */
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
