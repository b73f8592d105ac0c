import { createChainFollower } from "./follow-chain.ts";
import type { FunnelRules } from "./funnel-rules.ts";
import { reachOf } from "./funnel-rules.ts";
import type { CountedStep } from "./funnel-tally.ts";
import { createFunnelTally } from "./funnel-tally.ts";
import type { ConcernedEvents } from "../engine/registry.ts";
import type { EventColumns } from "../columns/column-chunk.ts";
import { layOut } from "../columns/lay-out.ts";
import { findPositions } from "../columns/find-positions.ts";

/** A funnel over stored names. */
export interface FunnelColumnsInput extends FunnelRules {
  /** For each step the numbers of the names that it may be. */
  nameIds: number[][];
}

export function eventsOfFunnel(funnel: FunnelColumnsInput): ConcernedEvents {
  return { nameIds: [...new Set(funnel.nameIds.flat())], from: funnel.entries.from, to: reachOf(funnel) };
}

/** Counts a funnel over segments that hold all of its events. */
export function countFunnel(packed: EventColumns, funnel: FunnelColumnsInput): CountedStep[] {
  const steps = stepsByName(funnel.nameIds);

  return funnel.order === "any"
    ? countInAnyOrder(packed, steps, funnel)
    : countInOrder(packed, steps, funnel);
}

/** For each name a number with a bit for each step that it may serve. */
function stepsByName(nameIds: readonly number[][]): Map<number, number> {
  const steps = new Map<number, number>();
  for (const [step, ids] of nameIds.entries()) {
    for (const id of ids) steps.set(id, (steps.get(id) ?? 0) | (1 << step));
  }

  return steps;
}

/** One number a person, in which the bits of the steps gather. */
function countInAnyOrder(
  { segments, numbers, peopleOf }: EventColumns,
  steps: Map<number, number>,
  funnel: FunnelColumnsInput,
): CountedStep[] {
  const gathered = new Uint32Array(numbers);
  for (const segment of segments) {
    const bits = steps.get(segment.nameId) ?? 0;
    const { start, end } = findPositions(segment, funnel.entries);
    const people = peopleOf(segment);
    for (let place = start; place < end; place++) {
      const person = people[place] ?? 0;
      gathered[person] = (gathered[person] ?? 0) | bits;
    }
  }

  const counts = new Uint32Array(funnel.stepCount + 1);
  for (const bits of gathered) {
    // How many of the lowest bits are set without a gap.
    const length = 31 - Math.clz32(~bits & (bits + 1));
    counts[length] = (counts[length] ?? 0) + 1;
  }
  for (let step = funnel.stepCount - 1; step > 0; step--)
    counts[step] = (counts[step] ?? 0) + (counts[step + 1] ?? 0);

  return Array.from(counts.subarray(1), (count) => ({
    count,
    inProgress: 0,
    medianSeconds: null,
    p90Seconds: null,
  }));
}

/** Follows everybody who entered, one person after the other. */
function countInOrder(
  packed: EventColumns,
  steps: Map<number, number>,
  funnel: FunnelColumnsInput,
): CountedStep[] {
  const laidOut = layOut(packed, steps, funnel);
  const follower = createChainFollower(laidOut.events, { ...funnel, strict: funnel.order === "strict" });
  const tally = createFunnelTally(funnel.stepCount);
  tally.addEntered(laidOut.stayed);
  for (let person = 0; person < laidOut.people; person++) {
    const count = laidOut.load(person);
    if (count > 0) tally.add(follower, follower.follow(0, count));
  }

  return tally.steps();
}
