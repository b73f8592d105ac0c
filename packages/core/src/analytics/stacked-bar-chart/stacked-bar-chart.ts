import type { Interval } from "../../calendar/index.ts";
import { cutIntoBuckets } from "../../calendar/index.ts";
import { countBetween, getEdges } from "../counting/count-between.ts";
import { resolveRange } from "../counting/range-of.ts";
import type { RangeInput, QueryContext } from "../query-context.ts";
import { findTitles } from "../counting/titles.ts";

export interface StackedBarChartInput extends RangeInput {
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
  context: QueryContext,
  input: StackedBarChartInput,
): Promise<StackedBarChart> {
  const range = resolveRange(context, input);
  const buckets = cutIntoBuckets(range, input.interval, input.weekStart ?? "monday", context.now);
  const counts = await countBetween(context, input, input.names, getEdges(buckets));
  const titles = await findTitles(context, input.names);

  return {
    labels: buckets.map(({ label }) => label),
    incomplete: buckets.map(({ incomplete }) => incomplete),
    datasets: input.names.map((name, index) => ({
      name,
      title: titles[index] ?? name,
      counts: counts[index] ?? [],
    })),
  };
}
