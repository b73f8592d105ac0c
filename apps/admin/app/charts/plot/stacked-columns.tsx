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

/** The sum of the highest column; 0 without data. */
export function highestStack(datasets: readonly ColoredDataset[]): number {
  const length = Math.max(0, ...datasets.map((dataset) => dataset.counts.length));
  const sums = Array.from({ length }, (_, index) =>
    datasets.reduce((sum, dataset) => sum + (dataset.counts[index] ?? 0), 0),
  );
  return Math.max(0, ...sums);
}

/** One column a label; in each a section a series, the first at the bottom, as high as its share of `max`. */
export function drawStackedColumns({ labels, incomplete, datasets, interval, max }: StackedColumns) {
  const ranks = thinLabels(labels.length, interval);
  return labels.map((label, index) => {
    const words = `${formatLabel(label, interval)}${incomplete[index] ? " so far" : ""}`;
    const isLast = index === labels.length - 1;
    return (
      <div key={label} className="column" data-bar-column>
        {datasets.map((dataset, level) => {
          const count = dataset.counts[index] ?? 0;
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
              style={{ height: `${max > 0 ? (count / max) * 100 : 0}%`, "--bar": dataset.color }}
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
  max: number;
}
