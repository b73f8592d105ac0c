import { createChainFollower } from "../funnel/follow-chain.ts";
import type { CountedStep } from "../funnel/funnel-tally.ts";
import { createFunnelTally } from "../funnel/funnel-tally.ts";
import { reachOf } from "../funnel/funnel-rules.ts";
import { forEachInOrder } from "./in-order.ts";
import { highestPerson, peopleWithin, placesWithin } from "./people-within.ts";
import type { Segment } from "./segment.ts";
import type { SegmentFunnel } from "./segments.ts";

/** Counts a funnel over segments that hold all of its events. */
export function foldFunnel(segments: readonly Segment[], funnel: SegmentFunnel): CountedStep[] {
  const steps = stepsByName(funnel.nameIds);

  return funnel.order === "any"
    ? foldInAnyOrder(segments, steps, funnel)
    : foldInOrder(segments, steps, funnel);
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
function foldInAnyOrder(
  segments: readonly Segment[],
  steps: Map<number, number>,
  funnel: SegmentFunnel,
): CountedStep[] {
  const gathered = new Uint32Array(highestPerson(segments) + 1);
  for (const segment of segments) {
    const bits = steps.get(segment.nameId) ?? 0;
    const { start, end } = placesWithin(segment, funnel.entries);
    const { people } = segment;
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

/** Lays out the events of everybody who entered, person by person in the order of time, and follows each person. */
function foldInOrder(
  segments: readonly Segment[],
  steps: Map<number, number>,
  funnel: SegmentFunnel,
): CountedStep[] {
  const range = { from: funnel.entries.from, to: reachOf(funnel) };
  const highest = highestPerson(segments);
  const entered = peopleWithin(
    segments.filter(({ nameId }) => ((steps.get(nameId) ?? 0) & 1) !== 0),
    funnel.entries,
    highest,
  );
  const ends = new Uint32Array(highest + 2);
  for (const segment of segments) {
    const { start, end } = placesWithin(segment, range);
    for (let place = start; place < end; place++) {
      const person = segment.people[place] ?? 0;
      if (entered[person] === 1) ends[person + 1] = (ends[person + 1] ?? 0) + 1;
    }
  }
  for (let person = 1; person < ends.length; person++)
    ends[person] = (ends[person] ?? 0) + (ends[person - 1] ?? 0);

  const total = ends.at(-1) ?? 0;
  const laid = { times: new Float64Array(total), steps: new Uint32Array(total) };
  const next = ends.slice(0, -1);
  forEachInOrder(segments, steps, range, (person, time, bits) => {
    if (entered[person] !== 1) return;
    const place = next[person] ?? 0;
    laid.times[place] = time;
    laid.steps[place] = bits;
    next[person] = place + 1;
  });

  const follower = createChainFollower(laid, { ...funnel, strict: funnel.order === "strict" });
  const tally = createFunnelTally(funnel.stepCount);
  for (let person = 0; person <= highest; person++) {
    if (entered[person] === 1) tally.add(follower, follower.follow(ends[person] ?? 0, ends[person + 1] ?? 0));
  }

  return tally.steps();
}
