import type { Interval } from "../../calendar/index.ts";
import { cutIntoBuckets } from "../../calendar/index.ts";
import { countBetween, edgesOf } from "../counting/count-between.ts";
import { rangeOf } from "../counting/range-of.ts";
import type { RangeQuestion, Source } from "../query-context.ts";
import { titlesOf } from "../counting/titles.ts";

export interface StackedBarChartQuestion extends RangeQuestion {
  /** Names or patterns; each becomes a series. */
  names: string[];
  interval: Interval;
}

export interface StackedBarChart {
  /** One for each calendar unit, as in a bar chart. */
  labels: string[];
  /** Whether each unit is still running. */
  incomplete: boolean[];
  /** One for each name; `counts` go with `labels`, zeros included. */
  datasets: { name: string; title: string; counts: number[] }[];
}

/** Counts many names by calendar units in a single query. */
export async function stackedBarChart(
  source: Source,
  question: StackedBarChartQuestion,
): Promise<StackedBarChart> {
  const range = rangeOf(source, question);
  const buckets = cutIntoBuckets(range, question.interval, question.weekStart ?? "monday", source.now);
  const counts = await countBetween(source, question, question.names, edgesOf(buckets));
  const titles = await titlesOf(source, question.names);

  return {
    labels: buckets.map(({ label }) => label),
    incomplete: buckets.map(({ incomplete }) => incomplete),
    datasets: question.names.map((name, index) => ({
      name,
      title: titles[index] ?? name,
      counts: counts[index] ?? [],
    })),
  };
}
