import { formatCount } from "../../format/format-count.ts";
import { formatRate } from "../../format/format-rate.ts";
import { heatLevel } from "./heat-level.ts";
import type { RetentionCell } from "./retention-shapes.ts";

/** The share of a cohort that came back in one period. Of a period that has not begun, and of nobody, nothing is said. */
export function HeatCell({ cell, later, size, highest, isTabStop }: HeatCellProps) {
  const { count, rate, incomplete } = cell;
  if (count === null || rate === null) return <td />;
  return (
    <td
      className="heat"
      data-level={heatLevel(rate, highest)}
      data-incomplete={incomplete || undefined}
      data-retention-count={count}
      data-retention-rate={rate}
      data-retention-later={later}
      data-mark
      data-fill
      tabIndex={isTabStop ? 0 : -1}
    >
      {formatRate(rate)}
      <span className="sr-only">
        , {formatCount(count)} of {formatCount(size)}
        {incomplete && " so far"}
      </span>
    </td>
  );
}

interface HeatCellProps {
  cell: RetentionCell;
  /** How many periods after the entry. */
  later: number;
  /** People in the cohort. */
  size: number;
  highest: number;
  isTabStop: boolean;
}
