import type { EventColumns } from "../columns/column-chunk.ts";
import { MS_PER_DAY } from "../columns/column-chunk.ts";
import { findPositions, forEachUser } from "../columns/positions.ts";
import { findCandidates, isEntryOnly } from "./find-candidates.ts";
import type { FunnelEvents } from "./follow-chain.ts";
import type { FunnelRules } from "./funnel-rules.ts";

/** The events of every user who may have taken the second step, grouped by user. */
interface GroupedEvents {
  /** Every user id is below it. */
  userIdLimit: number;
  /** The events loaded last, in order of time and then of the steps that they match. */
  events: FunnelEvents;
  /** Loads a user's events at the start of `events`. Returns how many; 0 for a user who is not included. */
  load(userId: number): number;
  /** The number of users who entered and took no second step. */
  enteredOnly: number;
}

/** An event is one number: its time, and in the low digits its steps. A user's few numbers are sorted in the processor's cache. */
export function groupEventsByUser(
  columns: EventColumns,
  stepsByName: ReadonlyMap<number, number>,
  rules: FunnelRules,
): GroupedEvents {
  const { count, userIds, times, steps, mayContinue, enteredOnly } = findCandidates(
    columns,
    stepsByName,
    rules,
  );
  const { resolveUsers } = columns;
  const entryChunks = columns.chunks.filter(({ nameId }) => isEntryOnly(stepsByName.get(nameId) ?? 0, rules));
  const stepSets = [...new Set(stepsByName.values())].sort((a, b) => a - b);
  const { from } = rules.entries;

  const starts = new Uint32Array(mayContinue.length + 1);
  const countEvent = (userId: number) => {
    if (mayContinue[userId] === 1) starts[userId + 1]!++;
  };
  forEachUser({ chunks: entryChunks, resolveUsers }, rules.entries, countEvent);
  for (let position = 0; position < count; position++) countEvent(userIds[position] ?? 0);

  let maxCount = 0;
  for (let userId = 0; userId < mayContinue.length; userId++) {
    maxCount = Math.max(maxCount, starts[userId + 1] ?? 0);
    starts[userId + 1]! += starts[userId] ?? 0;
  }

  const encoded = new Float64Array(starts[mayContinue.length] ?? 0);
  const next = starts.slice(0, mayContinue.length);
  const putEvent = (userId: number, time: number, stepSet: number) => {
    if (mayContinue[userId] === 1) encoded[next[userId]!++] = (time - from) * stepSets.length + stepSet;
  };
  for (const chunk of entryChunks) {
    const { start, end } = findPositions(chunk, rules.entries);
    const users = resolveUsers(chunk);
    const stepSet = stepSets.indexOf(1);
    const dayStart = chunk.day * MS_PER_DAY;
    for (let position = start; position < end; position++)
      putEvent(users[position] ?? 0, dayStart + (chunk.times[position] ?? 0), stepSet);
  }
  for (let position = 0; position < count; position++)
    putEvent(userIds[position] ?? 0, times[position] ?? 0, stepSets.indexOf(steps[position] ?? 0));

  const events = { times: new Float64Array(maxCount), steps: new Uint32Array(maxCount) };

  return {
    userIdLimit: mayContinue.length,
    events,
    enteredOnly,
    load(userId) {
      const start = starts[userId] ?? 0;
      const end = starts[userId + 1] ?? 0;
      sortRange(encoded, start, end);

      for (let position = start; position < end; position++) {
        const value = encoded[position] ?? 0;
        const stepSet = value % stepSets.length;
        events.times[position - start] = (value - stepSet) / stepSets.length + from;
        events.steps[position - start] = stepSets[stepSet] ?? 0;
      }
      return end - start;
    },
  };
}

const MAX_INSERTION_SORT = 50;

function sortRange(values: Float64Array, start: number, end: number): void {
  if (end - start > MAX_INSERTION_SORT) {
    values.subarray(start, end).sort();
    return;
  }

  for (let position = start + 1; position < end; position++) {
    const value = values[position] ?? 0;
    let free = position;
    while (free > start && (values[free - 1] ?? 0) > value) {
      values[free] = values[free - 1] ?? 0;
      free--;
    }
    values[free] = value;
  }
}
