import type { ColumnChunk, EventColumns } from "../columns/column-chunk.ts";
import { MS_PER_DAY } from "../columns/column-chunk.ts";
import { findPositions, forEachUser } from "../columns/positions.ts";
import type { FunnelRules } from "./funnel-rules.ts";
import { getEventsEnd } from "./funnel-rules.ts";

/** The events that a user's steps may consist of, and possibly more. */
interface Candidates {
  /** Without events that can only be entries, see {@link isEntryOnly}: most are not followed by a second step. */
  count: number;
  /** Parallel lists: user, time, and the steps that the event matches. Only the first `count` items are valid. */
  userIds: Uint32Array;
  times: Float64Array;
  steps: Uint32Array;
  /** By user id, 1 for a user who may have reached the second step or may still reach it. */
  mayContinue: Uint8Array;
  /** The number of users who entered, did not reach the second step and can no longer reach it. */
  enteredOnly: number;
}

/** Drops events without the previous step within the window, by whole days. It may keep too many events, never too few. */
export function findCandidates(
  { chunks, userIdLimit, resolveUsers }: EventColumns,
  stepsByName: ReadonlyMap<number, number>,
  rules: FunnelRules,
): Candidates {
  const { stepCount, entries, windowMs, now, order } = rules;
  const range = { from: entries.from, to: getEventsEnd(rules) };
  const windowDays = Math.floor(windowMs / MS_PER_DAY) + 1;
  // Days are numbered from 1, so that 0 means never.
  const dayZero = Math.floor(range.from / MS_PER_DAY) - 1;
  // For each step and user the last day on which an event of the step was kept.
  const lastDays = new (range.to - range.from < MAX_UINT16_RANGE_MS ? Uint16Array : Uint32Array)(
    stepCount * userIdLimit,
  );
  const found = new CandidateList();

  function markEntries(chunk: ColumnChunk): void {
    forEachUser(
      { chunks: [chunk], resolveUsers },
      entries,
      (userId) => (lastDays[userId] = chunk.day - dayZero),
    );
  }

  function keepReachable(chunk: ColumnChunk, bits: number): void {
    const laterSteps = Array.from({ length: stepCount }, (_, step) => step).filter(
      (step) => step > 0 && bits & (1 << step),
    );
    const day = chunk.day - dayZero;
    const earliest = Math.max(1, day - windowDays);
    const { start, end } = findPositions(chunk, range);
    const userIds = resolveUsers(chunk);
    const entriesEnd = bits & 1 ? findPositions(chunk, entries).end : 0;
    const dayStart = chunk.day * MS_PER_DAY;

    for (let position = start; position < end; position++) {
      const userId = userIds[position] ?? 0;
      if (position >= entriesEnd && !isReachable(userId, laterSteps, earliest)) continue;

      for (const step of laterSteps) lastDays[step * userIdLimit + userId] = day;
      found.push(userId, dayStart + (chunk.times[position] ?? 0), bits);
    }
  }

  function isReachable(userId: number, steps: readonly number[], earliest: number): boolean {
    // In a strict funnel every event after an entry matters, because it may come between two steps.
    if (order === "strict") return (lastDays[userId] ?? NEVER) >= earliest;
    for (const step of steps)
      if ((lastDays[(step - 1) * userIdLimit + userId] ?? NEVER) >= earliest) return true;

    return false;
  }

  const byDay = Map.groupBy(chunks, ({ day }) => day);
  for (const day of [...byDay.keys()].sort((a, b) => a - b)) {
    const chunksOfDay = (byDay.get(day) ?? []).map((chunk) => ({
      chunk,
      bits: stepsByName.get(chunk.nameId) ?? 0,
    }));
    for (const { chunk, bits } of chunksOfDay) if (bits & 1) markEntries(chunk);
    // Earlier steps first, because a later step depends on them.
    chunksOfDay.sort((a, b) => getLowestLaterStep(a.bits) - getLowestLaterStep(b.bits));
    for (const { chunk, bits } of chunksOfDay) if (!isEntryOnly(bits, rules)) keepReachable(chunk, bits);
  }

  const mayContinue = new Uint8Array(userIdLimit);
  let enteredOnly = 0;
  for (let userId = 0; userId < userIdLimit; userId++) {
    const enteredOn = lastDays[userId] ?? NEVER;
    if (enteredOn === NEVER) continue;
    const hasContinued = stepCount > 1 && (lastDays[userIdLimit + userId] ?? NEVER) !== NEVER;
    if (hasContinued || enteredOn + dayZero >= Math.floor((now - windowMs) / MS_PER_DAY))
      mayContinue[userId] = 1;
    else enteredOnly++;
  }

  return { ...found.getLists(), mayContinue, enteredOnly };
}

const NEVER = 0;
const MAX_UINT16_RANGE_MS = 65_000 * MS_PER_DAY;

/** Whether events that match these steps can only be entries, which no other event depends on. */
export function isEntryOnly(bits: number, { order }: FunnelRules): boolean {
  return bits === 1 && order !== "strict";
}

/** The lowest bit above that of the first step; 0 if there is none. */
function getLowestLaterStep(bits: number): number {
  const later = bits & ~1;

  return later & -later;
}

class CandidateList {
  #count = 0;
  #userIds = new Uint32Array(1_024);
  #times = new Float64Array(1_024);
  #steps = new Uint32Array(1_024);

  push(userId: number, time: number, steps: number): void {
    if (this.#count === this.#userIds.length) this.#grow();
    this.#userIds[this.#count] = userId;
    this.#times[this.#count] = time;
    this.#steps[this.#count] = steps;
    this.#count++;
  }

  #grow(): void {
    const [userIds, times, steps] = [this.#userIds, this.#times, this.#steps];
    const length = userIds.length * 2;
    this.#userIds = new Uint32Array(length);
    this.#times = new Float64Array(length);
    this.#steps = new Uint32Array(length);
    this.#userIds.set(userIds);
    this.#times.set(times);
    this.#steps.set(steps);
  }

  getLists() {
    return { count: this.#count, userIds: this.#userIds, times: this.#times, steps: this.#steps };
  }
}
