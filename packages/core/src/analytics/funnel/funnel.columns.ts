import type { EventColumns, EventSelection } from "../columns/column-chunk.ts";
import { findPositions } from "../columns/positions.ts";
import { createChainFollower } from "./follow-chain.ts";
import type { FunnelRules } from "./funnel-rules.ts";
import { getEventsEnd } from "./funnel-rules.ts";
import type { StepCounts } from "./funnel-tally.ts";
import { createFunnelTally } from "./funnel-tally.ts";
import { groupEventsByUser } from "./group-events.ts";

export interface FunnelColumnsInput extends FunnelRules {
  nameIds: number[][];
}

export function selectFunnelEvents(input: FunnelColumnsInput): EventSelection {
  return { nameIds: [...new Set(input.nameIds.flat())], from: input.entries.from, to: getEventsEnd(input) };
}

export function countFunnelInColumns(columns: EventColumns, input: FunnelColumnsInput): StepCounts[] {
  const stepsByName = getStepsByName(input.nameIds);

  return input.order === "any"
    ? countInAnyOrder(columns, stepsByName, input)
    : countInOrder(columns, stepsByName, input);
}

/** For each name id a number with a bit for each step that the name matches. */
function getStepsByName(nameIds: readonly number[][]): Map<number, number> {
  const stepsByName = new Map<number, number>();
  for (const [step, ids] of nameIds.entries()) {
    for (const id of ids) stepsByName.set(id, (stepsByName.get(id) ?? 0) | (1 << step));
  }

  return stepsByName;
}

/** Collects for each user the bits of the steps that the user did. */
function countInAnyOrder(
  { chunks, userIdLimit, resolveUsers }: EventColumns,
  stepsByName: Map<number, number>,
  { entries, stepCount }: FunnelRules,
): StepCounts[] {
  const stepsByUser = new Uint32Array(userIdLimit);
  for (const chunk of chunks) {
    const bits = stepsByName.get(chunk.nameId) ?? 0;
    const { start, end } = findPositions(chunk, entries);
    const userIds = resolveUsers(chunk);
    for (let position = start; position < end; position++) {
      const userId = userIds[position] ?? 0;
      stepsByUser[userId] = (stepsByUser[userId] ?? 0) | bits;
    }
  }

  const counts = new Uint32Array(stepCount + 1);
  for (const bits of stepsByUser) {
    // The number of lowest bits that are set without a gap.
    const length = 31 - Math.clz32(~bits & (bits + 1));
    counts[length] = (counts[length] ?? 0) + 1;
  }
  for (let step = stepCount - 1; step > 0; step--)
    counts[step] = (counts[step] ?? 0) + (counts[step + 1] ?? 0);

  return Array.from(counts.subarray(1), (count) => ({
    count,
    inProgress: 0,
    medianSeconds: null,
    p90Seconds: null,
  }));
}

function countInOrder(
  columns: EventColumns,
  stepsByName: Map<number, number>,
  input: FunnelColumnsInput,
): StepCounts[] {
  const grouped = groupEventsByUser(columns, stepsByName, input);
  const follower = createChainFollower(grouped.events, { ...input, isStrict: input.order === "strict" });
  const tally = createFunnelTally(input.stepCount);
  tally.addEntered(grouped.enteredOnly);
  for (let userId = 0; userId < grouped.userIdLimit; userId++) {
    const count = grouped.load(userId);
    if (count > 0) tally.add(follower, follower.follow(0, count));
  }

  return tally.getSteps();
}
