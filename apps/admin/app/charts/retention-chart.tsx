import type { Retention } from "@admin-events/client/query";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { formatCount } from "../format/format-count.ts";
import { formatRate } from "../format/format-rate.ts";
import { ChartCard } from "./chart-card.tsx";
import type { ChartHeader } from "./chart-card.tsx";
import type { Interval } from "./format-label.ts";
import { formatPeriod, INCOMPLETE_NOTE } from "./format-label.ts";
import { TooltipFrame } from "./hover/tooltip-frame.tsx";
import type { RetentionCohort } from "./retention/cohort-row.tsx";
import { CohortRow } from "./retention/cohort-row.tsx";
import { HeatLegend } from "./retention/heat-legend.tsx";
import { getHeatLevel } from "./retention/heat-level.ts";
import type { RetentionTooltipContent } from "./use-retention-tooltip.ts";
import { useRetentionTooltip } from "./use-retention-tooltip.ts";

/** A heat map with one row per cohort and one column per period. */
export function RetentionChart({ cohorts, average, interval, controls, ...header }: RetentionChartProps) {
  const { tooltip, markRef, containerProps } = useRetentionTooltip(cohorts, interval);
  const maxRate = getMaxRate(cohorts, average);
  const rows = useMemo(() => {
    const tabStop = cohorts.findIndex(({ size }) => size > 0);
    return cohorts.map((cohort, index) => (
      <CohortRow
        key={cohort.label}
        cohort={cohort}
        row={index}
        interval={interval}
        columnCount={average.length}
        maxRate={maxRate}
        hasTabStop={index === tabStop}
        markRef={markRef}
      />
    ));
  }, [cohorts, average.length, interval, maxRate, markRef]);

  return (
    <ChartCard {...header}>
      {controls}
      {cohorts.every(({ size }) => size === 0) ? (
        <p className="chart-empty">
          No first events in this period. Choose another event or a longer period.
        </p>
      ) : (
        <div className="relative" {...containerProps}>
          <div className="retention-strip" role="region" aria-label={`${header.title}, table`} tabIndex={0}>
            <table className="retention-table">
              <caption className="sr-only">{header.title}</caption>
              <thead>
                <tr>
                  <th scope="col">Cohort</th>
                  <th scope="col">People</th>
                  {average.map((_, period) => (
                    <th key={period} scope="col">
                      {formatPeriod(interval, period)}
                    </th>
                  ))}
                </tr>
                <tr className="retention-average">
                  <th scope="row">Average</th>
                  <td />
                  {average.map((rate, period) => (
                    <td key={period} className="heat" data-level={getHeatLevel(rate, maxRate)}>
                      {rate !== null && formatRate(rate)}
                    </td>
                  ))}
                </tr>
              </thead>
              <tbody data-cohorts>{rows}</tbody>
            </table>
          </div>
          <HeatLegend maxRate={maxRate} />
          {tooltip && <RetentionTooltip {...tooltip} />}
        </div>
      )}
    </ChartCard>
  );
}

function RetentionTooltip({ mark, content }: { mark: Element; content: RetentionTooltipContent }) {
  const { cohort, period, count, size, rate, isIncomplete } = content;
  return (
    <TooltipFrame mark={mark}>
      <p className="tooltip-heading">
        {cohort} · {period}
        {isIncomplete && <span className="tooltip-note">{INCOMPLETE_NOTE}</span>}
      </p>
      <p>
        {formatCount(count)} of {formatCount(size)} came back · {rate}
      </p>
    </TooltipFrame>
  );
}

/** The highest rate after period 0, which is far above the others; with only one period, its rate. */
function getMaxRate(cohorts: readonly RetentionCohort[], average: readonly (number | null)[]): number {
  const first = average.length > 1 ? 1 : 0;
  return Math.max(0, ...cohorts.flatMap(({ cells }) => cells.slice(first).map(({ rate }) => rate ?? 0)));
}

interface RetentionChartProps extends ChartHeader {
  /** Oldest first. */
  cohorts: readonly RetentionCohort[];
  average: Retention["average"];
  interval: Interval;
  /** Shown above the table. */
  controls?: ReactNode;
}
