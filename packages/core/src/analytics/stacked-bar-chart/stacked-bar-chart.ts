import type { Interval } from "../../calendar/index.ts";
import { cutIntoBuckets } from "../../calendar/index.ts";
import { countBetween, getEdges } from "../counts/count-between.ts";
import { findTitles } from "../counts/names.ts";
import { resolveRange } from "../counts/range-input.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";

export interface StackedBarChartInput extends RangeInput {
  /** Names or patterns; each becomes a series. */
  names: string[];
  interval: Interval;
}

export interface StackedBarChart {
  /** One for each calendar unit, as in a bar chart. */
  labels: string[];
  /** Whether the calendar unit has not ended or is cut by the range, parallel to `labels`. */
  incomplete: boolean[];
  /** One for each name; `counts` is parallel to `labels`, zeros included. */
  datasets: { name: string; title: string; counts: number[] }[];
}

export async function getStackedBarChart(
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
