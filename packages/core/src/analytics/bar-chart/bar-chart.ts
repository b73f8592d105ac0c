import type { Interval } from "../../calendar/index.ts";
import { cutIntoBuckets, toIsoInstant } from "../../calendar/index.ts";
import { countBetween, getEdges } from "../counts/count-between.ts";
import { resolveRange } from "../counts/range-input.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";

export interface BarChartInput extends RangeInput {
  /** A name, `post.*` or `*`. */
  name: string;
  interval: Interval;
}

export interface Bar {
  /** `2026-03-03` for a day and for the first day of a week, `2026-03` for a month, `2026-Q1` for a quarter. */
  label: string;
  /** ISO 8601; inclusive. */
  from: string;
  /** ISO 8601; exclusive. */
  to: string;
  count: number;
  /** Whether the calendar unit has not ended or is cut by the range. */
  incomplete: boolean;
}

export async function getBarChart(context: QueryContext, input: BarChartInput): Promise<{ bars: Bar[] }> {
  const range = resolveRange(context, input);
  const buckets = cutIntoBuckets(range, input.interval, input.weekStart ?? "monday", context.now);
  const [counts = []] = await countBetween(context, input, [input.name], getEdges(buckets));

  const bars = buckets.map(({ label, from, to, incomplete }, index) => ({
    label,
    from: toIsoInstant(from),
    to: toIsoInstant(to),
    count: counts[index] ?? 0,
    incomplete,
  }));

  return { bars };
}
