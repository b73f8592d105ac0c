import type { RefCallback } from "react";
import { formatCount } from "../../format/format-count.ts";
import { formatLabel, INCOMPLETE_NOTE } from "../format-label.ts";
import type { ChartInterval } from "../format-label.ts";
import { WHOLE_COLUMN } from "../use-bar-tooltip.ts";
import { ColumnLabel } from "./column-label.tsx";
import { thinLabels } from "./thin-labels.ts";

export interface ColoredDataset {
  name: string;
  title: string;
  counts: readonly number[];
  color: string;
}

/**
 * Whether the datasets of a column add up (`sum`), or each one is part of the next (`nested`), as the people of a day are
 * among the people of a week. A nested column is as high as its highest dataset and has no total.
 */
export type Stacking = "sum" | "nested";

/** The height of the highest column; 0 without data. */
export function getMaxHeight(datasets: readonly ColoredDataset[], stacking: Stacking): number {
  const length = Math.max(0, ...datasets.map((dataset) => dataset.counts.length));
  const heights = Array.from({ length }, (_, index) => {
    const counts = datasets.map((dataset) => dataset.counts[index] ?? 0);
    return stacking === "sum" ? counts.reduce((sum, count) => sum + count, 0) : Math.max(0, ...counts);
  });
  return Math.max(0, ...heights);
}

/** One column per label with one section per dataset, the first at the bottom. */
export function renderStackedColumns({
  labels,
  incomplete,
  datasets,
  interval,
  stacking,
  max,
  format = formatCount,
  markRef,
}: StackedColumns) {
  const ranks = thinLabels(labels.length, interval);
  return labels.map((label, column) => {
    const bucket = `${formatLabel(label, interval)}${incomplete[column] ? INCOMPLETE_NOTE : ""}`;
    const isLast = column === labels.length - 1;
    return (
      <div
        key={label}
        ref={markRef(WHOLE_COLUMN, column)}
        className="column"
        data-bar-column
        data-bar-stacking={stacking}
      >
        {getSections(datasets, column, stacking).map(({ dataset, row, count, height }) => {
          return (
            <div
              key={dataset.name}
              ref={markRef(row, column)}
              className="bar"
              data-bar-label={label}
              data-bar-count={count}
              data-bar-dataset={dataset.title}
              data-incomplete={incomplete[column] || undefined}
              data-fill
              data-mark
              role="img"
              aria-label={`${bucket}: ${format(count)} ${dataset.title}`}
              tabIndex={isLast && row === 0 ? 0 : -1}
              style={{ height: `${max > 0 ? (height / max) * 100 : 0}%`, "--bar": dataset.color }}
            />
          );
        })}
        <ColumnLabel label={label} rank={ranks[column] ?? null} index={column} count={labels.length} />
      </div>
    );
  });
}

/**
 * The sections of a column from its bottom, each with the height it adds. Nested ones are in the order of their counts:
 * a day may confirm more people than signed up on it.
 */
function getSections(datasets: readonly ColoredDataset[], column: number, stacking: Stacking) {
  const sections = datasets.map((dataset, row) => ({ dataset, row, count: dataset.counts[column] ?? 0 }));
  if (stacking === "sum") return sections.map((section) => ({ ...section, height: section.count }));

  const ordered = sections.toSorted((a, b) => a.count - b.count);
  return ordered.map((section, index) => ({
    ...section,
    height: section.count - (ordered[index - 1]?.count ?? 0),
  }));
}

interface StackedColumns {
  labels: readonly string[];
  incomplete: readonly boolean[];
  datasets: readonly ColoredDataset[];
  interval: ChartInterval;
  stacking: Stacking;
  max: number;
  /** Default: as a count. */
  format?: (value: number) => string;
  markRef: (row: number, column: number) => RefCallback<Element>;
}
