import type { BarChart as BarChartResult } from "@admin-events/client/query";
import { useMemo } from "react";
import { formatCount } from "../format/format-count.ts";
import { ChartCard } from "./chart-card.tsx";
import type { ChartHeader } from "./chart-card.tsx";
import { formatLabel, INCOMPLETE_NOTE } from "./format-label.ts";
import type { ChartInterval } from "./format-label.ts";
import { ColumnLabel } from "./plot/column-label.tsx";
import { FiguresTable } from "./plot/figures-table.tsx";
import { Plot } from "./plot/plot.tsx";
import { thinLabels } from "./plot/thin-labels.ts";
import { useBarTooltip, WHOLE_COLUMN } from "./use-bar-tooltip.ts";

/** One bucket. `label` is machine-readable: `2026-03-03`, `2026-03`, `2026-Q1`. The bar of an incomplete bucket is hatched. */
export type Bar = Pick<BarChartResult["bars"][number], "label" | "count" | "incomplete">;

/** One series over time, as CSS bars. */
export function BarChart({ bars, interval, dataset, ...header }: BarChartProps) {
  const series = useMemo(() => {
    const counts = bars.map(({ count }) => count);
    return {
      labels: bars.map(({ label }) => label),
      incomplete: bars.map(({ incomplete }) => incomplete),
      datasets: [{ title: dataset, counts }],
      interval,
      hasTotal: false,
      max: Math.max(0, ...counts),
    };
  }, [bars, dataset, interval]);
  const { markRef, ...hover } = useBarTooltip(series);
  const columns = useMemo(() => {
    const ranks = thinLabels(bars.length, interval);
    return bars.map(({ label, count, incomplete }, index) => (
      <div
        key={label}
        ref={markRef(WHOLE_COLUMN, index)}
        className="column"
        data-bar-column
        data-bar-label={label}
        data-bar-count={count}
        data-bar-dataset={dataset}
        data-incomplete={incomplete || undefined}
        data-mark
        role="img"
        aria-label={`${formatLabel(label, interval)}${incomplete ? INCOMPLETE_NOTE : ""}: ${formatCount(count)} ${dataset}`}
        tabIndex={index === bars.length - 1 ? 0 : -1}
      >
        <div
          className="bar"
          data-fill
          style={{ height: `${series.max > 0 ? (count / series.max) * 100 : 0}%` }}
        />
        <ColumnLabel label={label} rank={ranks[index] ?? null} index={index} count={bars.length} />
      </div>
    ));
  }, [bars, interval, dataset, series.max, markRef]);

  return (
    <ChartCard {...header}>
      {bars.length === 0 ? (
        <p className="chart-empty">No data for this period. Try a longer one.</p>
      ) : (
        <>
          <Plot
            label={`${dataset}. Use the arrow keys to move between bars.`}
            max={series.max}
            hover={hover}
            note={series.max === 0 ? "No events in this period" : null}
          >
            {columns}
          </Plot>
          <FiguresTable
            caption={header.title}
            labels={series.labels.map((label) => formatLabel(label, interval))}
            datasets={series.datasets}
            incomplete={series.incomplete}
          />
        </>
      )}
    </ChartCard>
  );
}

interface BarChartProps extends ChartHeader {
  /** Oldest first. */
  bars: readonly Bar[];
  interval: ChartInterval;
  /** The name of the series: "Sign-ups". */
  dataset: string;
}
