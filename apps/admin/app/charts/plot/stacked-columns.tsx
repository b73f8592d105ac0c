import { formatCount } from "../../format/format-count.ts";
import { formatLabel } from "../format-label.ts";
import type { Interval } from "../format-label.ts";
import { ColumnLabel } from "./column-label.tsx";
import { edgeOf } from "./edge-of.ts";
import { thinLabels } from "./thin-labels.ts";

/** A series with its colour. */
export interface ColoredDataset {
  name: string;
  title: string;
  counts: readonly number[];
  color: string;
}

/**
 * Whether the series of a column add up, or each lies `within` the next one, as a day's users lie within the week's:
 * then a column is as high as its last series, and no sum is told.
 */
export type Stacking = "sum" | "within";

/** The height of the highest column; 0 without data. */
export function highestColumn(datasets: readonly ColoredDataset[], stacking: Stacking): number {
  const length = Math.max(0, ...datasets.map((dataset) => dataset.counts.length));
  const heights = Array.from({ length }, (_, index) => {
    const counts = datasets.map((dataset) => dataset.counts[index] ?? 0);
    return stacking === "sum" ? counts.reduce((sum, count) => sum + count, 0) : Math.max(0, ...counts);
  });
  return Math.max(0, ...heights);
}

/** One column a label; in each a section a series, the first at the bottom, as high as its share of `max`. */
export function drawStackedColumns({
  labels,
  incomplete,
  datasets,
  interval,
  stacking,
  max,
}: StackedColumns) {
  const ranks = thinLabels(labels.length, interval);
  return labels.map((label, index) => {
    const words = `${formatLabel(label, interval)}${incomplete[index] ? " so far" : ""}`;
    const isLast = index === labels.length - 1;
    return (
      <div key={label} className="column" data-bar-column data-bar-stacking={stacking}>
        {datasets.map((dataset, level) => {
          const count = dataset.counts[index] ?? 0;
          const below = stacking === "within" ? (datasets[level - 1]?.counts[index] ?? 0) : 0;
          const height = Math.max(0, count - below);
          return (
            <div
              key={dataset.name}
              className="bar"
              data-bar-label={label}
              data-bar-count={count}
              data-bar-dataset={dataset.title}
              data-incomplete={incomplete[index] || undefined}
              data-fill
              data-mark
              role="img"
              aria-label={`${words}: ${formatCount(count)} ${dataset.title}`}
              tabIndex={isLast && level === 0 ? 0 : -1}
              style={{ height: `${max > 0 ? (height / max) * 100 : 0}%`, "--bar": dataset.color }}
            />
          );
        })}
        <ColumnLabel label={label} rank={ranks[index] ?? null} edge={edgeOf(index, labels.length)} />
      </div>
    );
  });
}

interface StackedColumns {
  labels: readonly string[];
  incomplete: readonly boolean[];
  datasets: readonly ColoredDataset[];
  interval: Interval;
  stacking: Stacking;
  max: number;
}
