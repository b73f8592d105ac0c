import { matchesEventName } from "@admin-events/catalog";
import type { StackedBarChart as StackedBarChartResult } from "@admin-events/client/query";
import { useMemo, useState } from "react";
import { ChartCard } from "./chart-card.tsx";
import type { ChartHeader } from "./chart-card.tsx";
import { formatLabel } from "./format-label.ts";
import type { ChartInterval } from "./format-label.ts";
import { FiguresTable } from "./plot/figures-table.tsx";
import { Legend } from "./plot/legend.tsx";
import { Plot } from "./plot/plot.tsx";
import { getMaxHeight, renderStackedColumns } from "./plot/stacked-columns.tsx";
import type { ColoredDataset, Stacking } from "./plot/stacked-columns.tsx";
import { nestedColor, seriesColor } from "./series-colors.ts";
import { useBarTooltip } from "./use-bar-tooltip.ts";

/** Several series over time, stacked in one column per bucket. The legend hides and shows series. */
export function StackedBarChart({
  labels,
  incomplete,
  datasets,
  interval,
  stacking: wanted,
  format,
  ...header
}: StackedBarChartProps) {
  const stacking = wanted === "sum" && !haveOverlap(datasets.map(({ name }) => name)) ? "sum" : "nested";
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  // Colors follow a series' index among all, so that hiding one never recolors the others.
  const colored = useMemo<ColoredDataset[]>(
    () =>
      datasets.map((dataset, index) => ({
        ...dataset,
        color: stacking === "sum" ? seriesColor(index) : nestedColor(index),
      })),
    [datasets, stacking],
  );
  const visible = useMemo(() => colored.filter((dataset) => !hidden.has(dataset.name)), [colored, hidden]);
  const max = getMaxHeight(visible, stacking);
  const { markRef, ...hover } = useBarTooltip({
    labels,
    incomplete,
    datasets: visible,
    interval,
    hasTotal: stacking === "sum",
    format,
  });
  const columns = useMemo(
    () =>
      renderStackedColumns({
        labels,
        incomplete,
        datasets: visible,
        interval,
        stacking,
        max,
        format,
        markRef,
      }),
    [labels, incomplete, visible, interval, stacking, max, format, markRef],
  );
  const toggle = (name: string) =>
    setHidden((before) =>
      before.has(name) ? before.difference(new Set([name])) : new Set([...before, name]),
    );

  return (
    <ChartCard {...header}>
      {labels.length === 0 || datasets.length === 0 ? (
        <p className="chart-empty">No data for this period. Try a longer one.</p>
      ) : (
        <>
          <Legend series={colored} hidden={hidden} onToggle={toggle} />
          <Plot
            label={`${header.title}. Use Left and Right to move between columns, Up and Down between series.`}
            max={max}
            hover={hover}
            note={max === 0 ? getEmptyNote(visible) : null}
          >
            {columns}
          </Plot>
          <FiguresTable
            caption={header.title}
            labels={labels.map((label) => formatLabel(label, interval))}
            datasets={datasets}
            incomplete={incomplete}
          />
        </>
      )}
    </ChartCard>
  );
}

/** Whether an event could be in two of the series, so that their sum would count it twice. */
function haveOverlap(names: readonly string[]): boolean {
  return names.some((name, index) =>
    names.some((other, position) => index !== position && (name === other || matchesEventName(name, other))),
  );
}

function getEmptyNote(visible: readonly ColoredDataset[]): string {
  return visible.length === 0
    ? "All series are hidden. Select one in the legend."
    : "No events in this period";
}

interface StackedBarChartProps extends ChartHeader, StackedBarChartResult {
  interval: ChartInterval;
  /** `sum` is only for series that have no event in common; patterns that overlap are drawn nested. */
  stacking: Stacking;
  /** Of a value in tooltips and labels. Default: as a count. */
  format?: (value: number) => string;
}
