import type { RefCallback } from "react";
import { formatCount } from "../../format/format-count.ts";
import { formatRate } from "../../format/format-rate.ts";
import { INCOMPLETE_NOTE } from "../format-label.ts";
import type { RetentionCohort } from "./cohort-row.tsx";
import { getHeatLevel } from "./heat-level.ts";

/** The share of a cohort that came back in one period. Empty for an empty cohort and a period that has not begun. */
export function HeatCell({ cell, period, size, maxRate, isTabStop, markRef }: HeatCellProps) {
  const { count, rate, incomplete } = cell;
  if (count === null || rate === null) return <td />;
  return (
    <td
      ref={markRef}
      className="heat"
      data-level={getHeatLevel(rate, maxRate)}
      data-incomplete={incomplete || undefined}
      data-retention-count={count}
      data-retention-rate={rate}
      data-retention-later={period}
      data-mark
      data-fill
      tabIndex={isTabStop ? 0 : -1}
    >
      {formatRate(rate)}
      <span className="sr-only">
        , {formatCount(count)} of {formatCount(size)}
        {incomplete && INCOMPLETE_NOTE}
      </span>
    </td>
  );
}

interface HeatCellProps {
  cell: RetentionCohort["cells"][number];
  /** Periods since the cohort began. */
  period: number;
  /** People in the cohort. */
  size: number;
  maxRate: number;
  isTabStop: boolean;
  markRef: RefCallback<Element>;
}
