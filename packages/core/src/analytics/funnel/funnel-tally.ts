import type { ChainFollower } from "./follow-chain.ts";
import { percentile } from "./percentile.ts";

/** What the counting found out about a step. */
export interface CountedStep {
  /** People who reached this step. */
  count: number;
  /** People who reached the step before and still have time for this one. */
  inProgress: number;
  /** Between the step before and this one; null at the first step, for nobody, and in any order. */
  medianSeconds: number | null;
  p90Seconds: number | null;
}

/** Sums up how far people got. */
export interface FunnelTally {
  /** Counts the person who was followed last, and got so far. */
  add(follower: ChainFollower, length: number): void;
  /** Counts people who took the first step, no other, and no longer can. */
  addEntered(people: number): void;
  steps(): CountedStep[];
}

export function createFunnelTally(stepCount: number): FunnelTally {
  const counts = new Uint32Array(stepCount);
  const inProgress = new Uint32Array(stepCount);
  const seconds: number[][] = Array.from({ length: stepCount }, () => []);

  return {
    add(follower, length) {
      const { reached } = follower;
      for (let step = 0; step < length; step++) {
        counts[step] = (counts[step] ?? 0) + 1;
        if (step > 0) seconds[step]?.push(((reached[step] ?? 0) - (reached[step - 1] ?? 0)) / 1000);
      }
      if (length > 0 && follower.isOpen()) inProgress[length] = (inProgress[length] ?? 0) + 1;
    },
    addEntered(people) {
      counts[0] = (counts[0] ?? 0) + people;
    },
    steps() {
      return Array.from(counts, (count, step) => {
        const sorted = Float64Array.from(seconds[step] ?? []).sort();

        return {
          count,
          inProgress: inProgress[step] ?? 0,
          medianSeconds: percentile(sorted, 0.5),
          p90Seconds: percentile(sorted, 0.9),
        };
      });
    },
  };
}
