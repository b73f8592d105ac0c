import { useCallback } from "react";
import { formatRate } from "../format/format-rate.ts";
import type { Interval } from "./format-label.ts";
import { formatLabel, formatPeriod } from "./format-label.ts";
import { useChartHover } from "./hover/use-chart-hover.ts";
import type { MarkPosition, StepToMark } from "./hover/use-chart-hover.ts";
import type { RetentionCohort } from "./retention/cohort-row.tsx";

export interface RetentionTooltipContent {
  /** Like "Week of 2 Mar 2026". */
  cohort: string;
  /** Like "Week 3". */
  period: string;
  count: number;
  size: number;
  /** Like "15%". */
  rate: string;
  isIncomplete: boolean;
}

/**
 * The tooltip of a retention table. Marks are positioned by cohort (row) and period (column). Arrow keys move between
 * cells, Home and End within a row.
 */
export function useRetentionTooltip(cohorts: readonly RetentionCohort[], interval: Interval) {
  const step = useCallback<StepToMark>((from, key) => stepToCell(cohorts, from, key), [cohorts]);
  const { hover, ...rest } = useChartHover(step, cohorts);
  const content = hover && describeCell(cohorts, interval, hover);

  return { ...rest, tooltip: hover && content ? { mark: hover.element, content } : null };
}

function describeCell(
  cohorts: readonly RetentionCohort[],
  interval: Interval,
  { row, column }: MarkPosition,
): RetentionTooltipContent | null {
  const cohort = cohorts[row];
  const cell = cohort?.cells[column];
  if (!cohort || !cell || cell.count === null) return null;
  return {
    cohort: formatLabel(cohort.label, interval),
    period: formatPeriod(interval, column),
    count: cell.count,
    size: cohort.size,
    rate: formatRate(cell.rate),
    isIncomplete: cell.incomplete,
  };
}

function stepToCell(
  cohorts: readonly RetentionCohort[],
  { row, column }: MarkPosition,
  key: string,
): MarkPosition | null {
  const columns = cohorts[row]?.cells.flatMap(({ rate }, index) => (rate === null ? [] : index)) ?? [];
  const hasCell = (cohort: RetentionCohort) => (cohort.cells[column]?.rate ?? null) !== null;
  const toRow = (found: number) => (found === -1 ? null : { row: found, column });
  switch (key) {
    case "ArrowLeft":
      return { row, column: column - 1 };
    case "ArrowRight":
      return { row, column: column + 1 };
    case "Home":
      return { row, column: columns[0] ?? column };
    case "End":
      return { row, column: columns.at(-1) ?? column };
    case "ArrowUp":
      return toRow(cohorts.findLastIndex((cohort, index) => index < row && hasCell(cohort)));
    case "ArrowDown":
      return toRow(cohorts.findIndex((cohort, index) => index > row && hasCell(cohort)));
    default:
      return null;
  }
}
