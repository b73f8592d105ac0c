import { formatCount } from "../../format/format-count.ts";
import type { Interval } from "../format-label.ts";
import { formatLabel, shortLabel } from "../format-label.ts";
import { HeatCell } from "./heat-cell.tsx";
import type { RetentionCohort } from "./retention-shapes.ts";

/** One cohort: when its people first did it, how many they are, and who came back in each period. */
export function CohortRow({ cohort, interval, columns, highest, hasTabStop }: CohortRowProps) {
  const { label, size, cells } = cohort;
  return (
    <tr data-cohort={formatLabel(label, interval)} data-cohort-size={size} data-interval={interval}>
      <th scope="row">
        <span aria-hidden="true">{shortLabel(label)}</span>
        <span className="sr-only">{formatLabel(label, interval)}</span>
      </th>
      <td className="retention-size">{formatCount(size)}</td>
      {cells.map((cell, later) => (
        <HeatCell
          key={later}
          cell={cell}
          later={later}
          size={size}
          highest={highest}
          isTabStop={hasTabStop && later === 0}
        />
      ))}
      {columns > cells.length && <td colSpan={columns - cells.length} />}
    </tr>
  );
}

interface CohortRowProps {
  cohort: RetentionCohort;
  interval: Interval;
  /** How many periods the table has; later cohorts have fewer. */
  columns: number;
  /** The rate that has the deepest colour. */
  highest: number;
  /** Whether its first cell is where the tab key enters the table. */
  hasTabStop: boolean;
}
