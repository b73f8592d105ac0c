import { shortLabel } from "../format-label.ts";
import type { LabelRank } from "./thin-labels.ts";

/** The axis label under a column; nothing for a column without a rank. The bars say the same to screen readers. */
export function ColumnLabel({ label, rank, edge }: ColumnLabelProps) {
  if (rank === null) return null;
  return (
    <span className="column-label" data-rank={rank} data-edge={edge} aria-hidden="true">
      {shortLabel(label)}
    </span>
  );
}

interface ColumnLabelProps {
  label: string;
  rank: LabelRank;
  /** The first and the last label lean inwards, so that nothing sticks out of the plot. */
  edge: "start" | "end" | undefined;
}
