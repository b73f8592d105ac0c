import { shortLabel } from "../format-label.ts";
import type { LabelRank } from "./thin-labels.ts";

/** The axis label under a column; nothing without a rank. Hidden from screen readers, which read the bar's label. */
export function ColumnLabel({ label, rank, index, count }: ColumnLabelProps) {
  if (rank === null) return null;
  return (
    <span className="column-label" data-rank={rank} data-edge={getEdge(index, count)} aria-hidden="true">
      {shortLabel(label)}
    </span>
  );
}

/** The first and last labels are aligned to the plot's edge, so that they stay inside. */
function getEdge(index: number, count: number): "start" | "end" | undefined {
  const center = (index + 0.5) / count;
  if (center < 0.06) return "start";
  return center > 0.94 ? "end" : undefined;
}

interface ColumnLabelProps {
  label: string;
  rank: LabelRank;
  index: number;
  /** The number of columns. */
  count: number;
}
