import type { StepCounts } from "./funnel-tally.ts";

/** One step of a funnel result. */
export interface FunnelStep {
  name: string;
  title: string;
  /** Users who reached this step. */
  count: number;
  /** A fraction of the users at the first step; null if there are none. */
  rateFromFirst: number | null;
  /** A fraction of the users at the previous step; null if there are none, 1 at the first step. */
  rateFromPrevious: number | null;
  /** Users who reached the previous step, not this one, and no longer can. */
  dropOff: number;
  /** Users who reached the previous step, not this one, and whose window is still open. */
  inProgress: number;
  /** From the previous step to this one; null at the first step, without users, and in any order. */
  medianSeconds: number | null;
  p90Seconds: number | null;
}

export function toFunnelSteps(
  names: readonly string[],
  titles: readonly string[],
  counts: readonly StepCounts[],
): FunnelStep[] {
  const first = counts[0]?.count ?? 0;

  return counts.map(({ count, inProgress, medianSeconds, p90Seconds }, index) => {
    const previous = counts[index - 1]?.count ?? count;

    return {
      name: names[index] ?? "",
      title: titles[index] ?? "",
      count,
      rateFromFirst: getRate(count, first),
      rateFromPrevious: getRate(count, previous),
      dropOff: previous - count - inProgress,
      inProgress,
      medianSeconds,
      p90Seconds,
    };
  });
}

function getRate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
