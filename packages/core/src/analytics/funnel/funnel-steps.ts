import type { StepCounts } from "./funnel-tally.ts";

export interface FunnelStep extends StepCounts {
  name: string;
  title: string;
  /** A fraction of the users at the first step; null if there are none. */
  rateFromFirst: number | null;
  /** A fraction of the users at the previous step; null if there are none, 1 at the first step. */
  rateFromPrevious: number | null;
  /** Users who reached the previous step, not this one, and no longer can. */
  dropOff: number;
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
