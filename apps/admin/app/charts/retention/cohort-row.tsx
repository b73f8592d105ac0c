import type { Retention } from "@admin-events/client/query";
import type { RefCallback } from "react";
import { formatCount } from "../../format/format-count.ts";
import type { Interval } from "../format-label.ts";
import { formatLabel, shortLabel } from "../format-label.ts";
import { HeatCell } from "./heat-cell.tsx";

export type RetentionCohort = Omit<Retention["cohorts"][number], "from" | "to">;

export function CohortRow({
  cohort,
  row,
  interval,
  columnCount,
  maxRate,
  hasTabStop,
  markRef,
}: CohortRowProps) {
  const { label, size, cells } = cohort;
  return (
    <tr data-cohort={formatLabel(label, interval)} data-cohort-size={size} data-interval={interval}>
      <th scope="row">
        <span aria-hidden="true">{shortLabel(label)}</span>
        <span className="sr-only">{formatLabel(label, interval)}</span>
      </th>
      <td className="retention-size">{formatCount(size)}</td>
      {cells.map((cell, period) => (
        <HeatCell
          key={period}
          cell={cell}
          period={period}
          size={size}
          maxRate={maxRate}
          isTabStop={hasTabStop && period === 0}
          markRef={markRef(row, period)}
        />
      ))}
      {columnCount > cells.length && <td colSpan={columnCount - cells.length} />}
    </tr>
  );
}

interface CohortRowProps {
  cohort: RetentionCohort;
  row: number;
  interval: Interval;
  /** The number of periods in the table; later cohorts have fewer. */
  columnCount: number;
  /** The rate with the deepest color. */
  maxRate: number;
  /** Whether the Tab key enters the table at the first cell of this row. */
  hasTabStop: boolean;
  markRef: (row: number, column: number) => RefCallback<Element>;
}
