import type { CountedStep } from "./funnel-tally.ts";

/** How far a funnel got at one step. */
export interface FunnelStep {
  name: string;
  title: string;
  /** People who reached this step. */
  count: number;
  /** Of the people at the first step, as a fraction; null when there are none. */
  rateFromFirst: number | null;
  /** Of the people at the step before, as a fraction; null when there are none, 1 at the first step. */
  rateFromPrevious: number | null;
  /** People who reached the step before but not this one, and no longer can. */
  dropOff: number;
  /** People who reached the step before and still have time for this one. */
  inProgress: number;
  /** Between the step before and this one; null at the first step, for nobody, and in any order. */
  medianSeconds: number | null;
  p90Seconds: number | null;
}

export function funnelSteps(
  names: readonly string[],
  titles: readonly string[],
  counted: readonly CountedStep[],
): FunnelStep[] {
  const first = counted[0]?.count ?? 0;

  return counted.map(({ count, inProgress, medianSeconds, p90Seconds }, index) => {
    const previous = counted[index - 1]?.count ?? count;

    return {
      name: names[index] ?? "",
      title: titles[index] ?? "",
      count,
      rateFromFirst: rate(count, first),
      rateFromPrevious: rate(count, previous),
      dropOff: previous - count - inProgress,
      inProgress,
      medianSeconds,
      p90Seconds,
    };
  });
}

function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
