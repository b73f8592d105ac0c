import type { Interval } from "../format-label.ts";

const steps: Record<Interval, readonly number[]> = {
  day: [1, 2, 7, 14, 28, 56],
  week: [1, 2, 4, 13, 26, 52],
  month: [1, 2, 3, 6, 12],
  quarter: [1, 2, 4, 8],
};

/** Which columns carry an axis label: "always", "wide" (only where there is room) or null. */
export type LabelRank = "always" | "wide" | null;

/**
 * The rank of every column's label, counted back from the newest so that it is always labelled:
 * at most ten labels where the plot is wide, at most five where it is narrow.
 */
export function thinLabels(count: number, interval: Interval): LabelRank[] {
  const choices = steps[interval];
  const wide =
    choices.find((step) => count / step <= 10) ??
    (choices.at(-1) ?? 1) * Math.ceil(count / 10 / (choices.at(-1) ?? 1));
  const narrow = wide * Math.max(1, Math.ceil(count / wide / 5));
  return Array.from({ length: count }, (_, index) => {
    const fromEnd = count - 1 - index;
    if (fromEnd % narrow === 0) return "always";
    return fromEnd % wide === 0 ? "wide" : null;
  });
}
