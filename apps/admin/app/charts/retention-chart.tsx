import { useEffect, useMemo } from "react";
import type { ReactNode } from "react";
import { formatRate } from "../format/format-rate.ts";
import { ChartCard } from "./chart-card.tsx";
import type { ChartHead } from "./chart-card.tsx";
import { CohortRow } from "./retention/cohort-row.tsx";
import { heatLevel } from "./retention/heat-level.ts";
import { HeatKey } from "./retention/heat-key.tsx";
import { periodWords } from "./retention/period-words.ts";
import type { RetentionCohort } from "./retention/retention-shapes.ts";
import { RetentionTooltip } from "./retention/retention-tooltip.tsx";
import type { Interval } from "./format-label.ts";
import { useRetentionTooltip } from "./use-retention-tooltip.ts";

/** Who came back: a table with a row a cohort and a column a period, each share as deep in colour as it is high. */
export function RetentionChart({ cohorts, average, interval, controls, ...head }: RetentionChartProps) {
  const { hover, refresh, containerProps } = useRetentionTooltip();
  const highest = highestReturn(cohorts, average);
  const rows = useMemo(() => {
    const tabStop = cohorts.findIndex(({ size }) => size > 0);
    return cohorts.map((cohort, index) => (
      <CohortRow
        key={cohort.label}
        cohort={cohort}
        interval={interval}
        columns={average.length}
        highest={highest}
        hasTabStop={index === tabStop}
      />
    ));
  }, [cohorts, average.length, interval, highest]);
  useEffect(refresh, [rows, refresh]);

  return (
    <ChartCard {...head}>
      {controls}
      {cohorts.every(({ size }) => size === 0) ? (
        <p className="chart-empty">
          Nobody did the first event in this range. Choose another one, or a longer range.
        </p>
      ) : (
        <div className="retention" {...containerProps}>
          <div
            className="retention-strip"
            role="region"
            aria-label={`${head.title}, table`}
            tabIndex={0}
            onScroll={refresh}
          >
            <table className="retention-table">
              <caption className="sr-only">{head.title}</caption>
              <thead>
                <tr>
                  <th scope="col">Cohort</th>
                  <th scope="col">People</th>
                  {average.map((_, later) => (
                    <th key={later} scope="col">
                      {periodWords(interval, later)}
                    </th>
                  ))}
                </tr>
                <tr className="retention-average">
                  <th scope="row">Average</th>
                  <td />
                  {average.map((rate, later) => (
                    <td key={later} className="heat" data-level={heatLevel(rate, highest)}>
                      {rate !== null && formatRate(rate)}
                    </td>
                  ))}
                </tr>
              </thead>
              <tbody data-cohorts>{rows}</tbody>
            </table>
          </div>
          <HeatKey highest={highest} />
          {hover && <RetentionTooltip hover={hover} />}
        </div>
      )}
    </ChartCard>
  );
}

/** The highest rate after the period of the entry, which would outshine all others; with no other period, it counts. */
function highestReturn(cohorts: readonly RetentionCohort[], average: readonly (number | null)[]): number {
  const first = average.length > 1 ? 1 : 0;
  return Math.max(0, ...cohorts.flatMap(({ cells }) => cells.slice(first).map(({ rate }) => rate ?? 0)));
}

interface RetentionChartProps extends ChartHead {
  /** Oldest first. */
  cohorts: readonly RetentionCohort[];
  /** For 0, 1, 2 … periods later, the share of all people whose cohort has that period complete. */
  average: readonly (number | null)[];
  interval: Interval;
  /** What the question can be changed with; stands above the table. */
  controls?: ReactNode;
}
