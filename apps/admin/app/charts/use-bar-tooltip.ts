import { useCallback } from "react";
import { formatCount } from "../format/format-count.ts";
import { formatLabel } from "./format-label.ts";
import type { ChartInterval } from "./format-label.ts";
import { useChartHover } from "./hover/use-chart-hover.ts";
import type { MarkPosition, StepToMark } from "./hover/use-chart-hover.ts";

/** The data behind a bar chart or stacked bar chart. */
export interface BarSeries {
  labels: readonly string[];
  incomplete: readonly boolean[];
  /** From the bottom of a column to its top. */
  datasets: readonly { title: string; counts: readonly number[]; color?: string }[];
  interval: ChartInterval;
  /** Whether the datasets of a column add up to a total. */
  hasTotal: boolean;
  /** Default: as a count. */
  format?: (value: number) => string;
}

export interface BarTooltipContent {
  label: string;
  /** From the top of the column to its bottom. `isHighlighted` when the pointer is on this one of several. */
  rows: { dataset: string; count: number; color: string | undefined; isHighlighted: boolean }[];
  /** The sum of several datasets; null when they do not add up. */
  total: number | null;
  isIncomplete: boolean;
  format: (value: number) => string;
}

/** The row of a mark that stands for a whole column. */
export const WHOLE_COLUMN = -1;

/**
 * The tooltip of a bar chart or stacked bar chart. Marks are positioned by dataset (row) and bucket (column). Left and
 * Right move between columns, Up and Down between the datasets of a column, Home and End to the ends.
 */
export function useBarTooltip(series: BarSeries) {
  const columnCount = series.labels.length;
  const rowCount = series.datasets.length;
  const step = useCallback<StepToMark>(
    ({ row, column }, key) => {
      switch (key) {
        case "ArrowLeft":
          return { row, column: column - 1 };
        case "ArrowRight":
          return { row, column: column + 1 };
        case "Home":
          return { row, column: 0 };
        case "End":
          return { row, column: columnCount - 1 };
        case "ArrowUp":
          return row === WHOLE_COLUMN || row === rowCount - 1 ? null : { row: row + 1, column };
        case "ArrowDown":
          return row <= 0 ? null : { row: row - 1, column };
        default:
          return null;
      }
    },
    [columnCount, rowCount],
  );
  const { hover, ...rest } = useChartHover(step, series);
  const content = hover && describeColumn(series, hover);

  return { ...rest, tooltip: hover && content ? { mark: hover.element, content } : null };
}

function describeColumn(
  { labels, incomplete, datasets, interval, hasTotal, format = formatCount }: BarSeries,
  { row, column }: MarkPosition,
): BarTooltipContent | null {
  const label = labels[column];
  if (label === undefined) return null;
  const rows = datasets.map(({ title, counts, color }, index) => ({
    dataset: title,
    count: counts[column] ?? 0,
    color,
    isHighlighted: datasets.length > 1 && index === row,
  }));
  return {
    label: formatLabel(label, interval),
    rows: rows.toReversed(),
    total: hasTotal && rows.length > 1 ? rows.reduce((sum, { count }) => sum + count, 0) : null,
    isIncomplete: incomplete[column] ?? false,
    format,
  };
}
