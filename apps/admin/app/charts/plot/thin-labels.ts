import type { ChartInterval } from "../format-label.ts";

const STEPS: Record<ChartInterval, readonly number[]> = {
  hour: [1, 2, 3, 6, 12, 24],
  day: [1, 2, 7, 14, 28, 56],
  week: [1, 2, 4, 13, 26, 52],
  month: [1, 2, 3, 6, 12],
  quarter: [1, 2, 4, 8],
};

/** Whether a column has an axis label: always, only in wide plots, or never (null). */
export type LabelRank = "always" | "wide" | null;

/**
 * Ranks the axis labels of all columns, counted back from the newest, which always has one: at most ten labels in wide
 * plots, five in narrow ones.
 */
export function thinLabels(count: number, interval: ChartInterval): LabelRank[] {
  const choices = STEPS[interval];
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
