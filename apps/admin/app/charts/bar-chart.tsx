import { useMemo } from "react";
import { formatCount } from "../format/format-count.ts";
import { ChartCard } from "./chart-card.tsx";
import type { ChartHead } from "./chart-card.tsx";
import { formatLabel } from "./format-label.ts";
import type { Interval } from "./format-label.ts";
import { ColumnLabel } from "./plot/column-label.tsx";
import { edgeOf } from "./plot/edge-of.ts";
import { FiguresTable } from "./plot/figures-table.tsx";
import { Plot } from "./plot/plot.tsx";
import { thinLabels } from "./plot/thin-labels.ts";

/** One bucket of a series. `label` is machine-readable: `2026-03-03`, `2026-03`, `2026-Q1`. */
export interface Bar {
  label: string;
  count: number;
  /** The bucket is still running; its bar is hatched. */
  incomplete: boolean;
}

/** One series over time: bars made of CSS, each as high as its share of the highest one. */
export function BarChart({ bars, interval, dataset, ...head }: BarChartProps) {
  const max = Math.max(0, ...bars.map((bar) => bar.count));
  const columns = useMemo(() => drawColumns(bars, interval, dataset, max), [bars, interval, dataset, max]);

  return (
    <ChartCard {...head}>
      {bars.length === 0 ? (
        <p className="chart-empty">This range is empty. Choose a longer one.</p>
      ) : (
        <>
          <Plot
            label={`${dataset}. Walk the bars with the arrow keys.`}
            max={max}
            interval={interval}
            note={max === 0 ? "Nothing happened in this range." : null}
          >
            {columns}
          </Plot>
          <FiguresTable
            caption={head.title}
            labels={bars.map((bar) => formatLabel(bar.label, interval))}
            datasets={[{ title: dataset, counts: bars.map((bar) => bar.count) }]}
            incomplete={bars.map((bar) => bar.incomplete)}
          />
        </>
      )}
    </ChartCard>
  );
}

function drawColumns(bars: readonly Bar[], interval: Interval, dataset: string, max: number) {
  const ranks = thinLabels(bars.length, interval);
  return bars.map(({ label, count, incomplete }, index) => (
    <div
      key={label}
      className="column"
      data-bar-column
      data-bar-label={label}
      data-bar-count={count}
      data-bar-dataset={dataset}
      data-incomplete={incomplete || undefined}
      data-mark
      role="img"
      aria-label={`${formatLabel(label, interval)}${incomplete ? " so far" : ""}: ${formatCount(count)} ${dataset}`}
      tabIndex={index === bars.length - 1 ? 0 : -1}
    >
      <div className="bar" data-fill style={{ height: `${max > 0 ? (count / max) * 100 : 0}%` }} />
      <ColumnLabel label={label} rank={ranks[index] ?? null} edge={edgeOf(index, bars.length)} />
    </div>
  ));
}

interface BarChartProps extends ChartHead {
  /** Oldest first; an empty list draws the empty state. */
  bars: readonly Bar[];
  interval: Interval;
  /** The series' name: "Sign-ups". */
  dataset: string;
}
