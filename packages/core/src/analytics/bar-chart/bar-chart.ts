import type { Interval } from "../../calendar/index.ts";
import { cutIntoBuckets, isoInstant } from "../../calendar/index.ts";
import { countBetween, getEdges } from "../counting/count-between.ts";
import { resolveRange } from "../counting/range-of.ts";
import type { RangeInput, QueryContext } from "../query-context.ts";

export interface BarChartInput extends RangeInput {
  /** A name, `post.*` or `*`. */
  name: string;
  interval: Interval;
}

export interface Bar {
  /** `2026-03-03` for a day and for the day a week begins on, `2026-03` for a month, `2026-Q1` for a quarter. */
  label: string;
  /** ISO 8601; part of the bar. */
  from: string;
  /** ISO 8601; not part of the bar. */
  to: string;
  count: number;
  /** Whether the unit is still running. */
  incomplete: boolean;
}

/** Counts one name by calendar units, a bar for each, empty ones included. */
export async function barChart(context: QueryContext, input: BarChartInput): Promise<{ bars: Bar[] }> {
  const range = resolveRange(context, input);
  const buckets = cutIntoBuckets(range, input.interval, input.weekStart ?? "monday", context.now);
  const [counts = []] = await countBetween(context, input, [input.name], getEdges(buckets));

  const bars = buckets.map(({ label, from, to, incomplete }, index) => ({
    label,
    from: isoInstant(from),
    to: isoInstant(to),
    count: counts[index] ?? 0,
    incomplete,
  }));

  return { bars };
}
