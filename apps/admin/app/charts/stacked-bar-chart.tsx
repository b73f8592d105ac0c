import { useMemo, useState } from "react";
import { ChartCard } from "./chart-card.tsx";
import type { ChartHead } from "./chart-card.tsx";
import { formatLabel } from "./format-label.ts";
import type { Interval } from "./format-label.ts";
import { drawStackedColumns, highestColumn } from "./plot/stacked-columns.tsx";
import type { ColoredDataset, Stacking } from "./plot/stacked-columns.tsx";
import { FiguresTable } from "./plot/figures-table.tsx";
import { Legend } from "./plot/legend.tsx";
import { Plot } from "./plot/plot.tsx";
import { seriesColor, withinColor } from "./series-colors.ts";

/** Several series over time. `counts` has one number for each label; `incomplete` says which buckets still run. */
export interface StackedSeries {
  labels: readonly string[];
  incomplete: readonly boolean[];
  datasets: readonly { name: string; title: string; counts: readonly number[] }[];
}

/** Several series stacked in one column a bucket. Colours are given out in order; the legend switches a series off and on. */
export function StackedBarChart({
  labels,
  incomplete,
  datasets,
  interval,
  stacking = "sum",
  ...head
}: StackedBarChartProps) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  // A colour belongs to a series by its place, so that hiding one never recolours the others.
  const colored = useMemo<ColoredDataset[]>(
    () =>
      datasets.map((dataset, index) => ({
        ...dataset,
        color: stacking === "sum" ? seriesColor(index) : withinColor(index),
      })),
    [datasets, stacking],
  );
  const visible = useMemo(() => colored.filter((dataset) => !hidden.has(dataset.name)), [colored, hidden]);
  const max = highestColumn(visible, stacking);
  const columns = useMemo(
    () => drawStackedColumns({ labels, incomplete, datasets: visible, interval, stacking, max }),
    [labels, incomplete, visible, interval, stacking, max],
  );
  const toggle = (name: string) =>
    setHidden((before) =>
      before.has(name) ? before.difference(new Set([name])) : new Set([...before, name]),
    );

  return (
    <ChartCard {...head}>
      {labels.length === 0 || datasets.length === 0 ? (
        <p className="chart-empty">This range is empty. Choose a longer one, or name an event to draw.</p>
      ) : (
        <>
          <Legend series={colored} hidden={hidden} onToggle={toggle} />
          <Plot
            label={`${head.title}. Walk the columns with Left and Right, the series with Up and Down.`}
            max={max}
            interval={interval}
            note={max === 0 ? emptyNote(visible) : null}
          >
            {columns}
          </Plot>
          <FiguresTable
            caption={head.title}
            labels={labels.map((label) => formatLabel(label, interval))}
            datasets={datasets}
            incomplete={incomplete}
          />
        </>
      )}
    </ChartCard>
  );
}

function emptyNote(visible: readonly ColoredDataset[]): string {
  return visible.length === 0
    ? "Every series is switched off. Press one in the legend."
    : "Nothing happened in this range.";
}

interface StackedBarChartProps extends ChartHead, StackedSeries {
  interval: Interval;
  stacking?: Stacking;
}
