import type { ChainFollower } from "./follow-chain.ts";

/** The numbers of one step, from column chunks or SQL. */
export interface StepCounts {
  count: number;
  /** Users who reached the previous step, not this one, and whose window is still open. */
  inProgress: number;
  /** From the previous step to this one; null at the first step, without users, and in any order. */
  medianSeconds: number | null;
  p90Seconds: number | null;
}

export interface FunnelTally {
  /** Adds the user whom the follower followed last, and who took `length` steps. */
  add(follower: ChainFollower, length: number): void;
  /** Adds users who took only the first step and whose window is closed. */
  addEntered(userCount: number): void;
  getSteps(): StepCounts[];
}

export function createFunnelTally(stepCount: number): FunnelTally {
  const counts = new Uint32Array(stepCount);
  const inProgress = new Uint32Array(stepCount);
  const seconds: number[][] = Array.from({ length: stepCount }, () => []);

  return {
    add(follower, length) {
      const { reachedAt } = follower;
      for (let step = 0; step < length; step++) {
        counts[step] = (counts[step] ?? 0) + 1;
        if (step > 0) seconds[step]?.push(((reachedAt[step] ?? 0) - (reachedAt[step - 1] ?? 0)) / 1000);
      }
      if (length > 0 && follower.isOpen()) inProgress[length] = (inProgress[length] ?? 0) + 1;
    },
    addEntered(userCount) {
      counts[0] = (counts[0] ?? 0) + userCount;
    },
    getSteps() {
      return Array.from(counts, (count, step) => {
        const sorted = Float64Array.from(seconds[step] ?? []).sort();

        return {
          count,
          inProgress: inProgress[step] ?? 0,
          medianSeconds: getPercentile(sorted, 0.5),
          p90Seconds: getPercentile(sorted, 0.9),
        };
      });
    },
  };
}

/** Interpolates linearly, as PostgreSQL's `percentile_cont` does. Takes ascending values; null if there are none. */
function getPercentile(sorted: ArrayLike<number>, fraction: number): number | null {
  const rank = fraction * (sorted.length - 1);
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined) return null;

  return below + (above - below) * (rank - Math.floor(rank));
}
