import type { Aggregate } from "@admin-events/client/query";
import type { HistoryDates } from "../charts/compared-days.ts";
import { describeComparison, getPreviousDays } from "../charts/compared-days.ts";
import { StatStrip } from "../charts/stat-strip.tsx";
import { Stat } from "../charts/stat.tsx";

/** Counts of an event in several periods up to now, each compared with the period before, up to the same time of its last day. */
export function EventStats({ title, stats, history }: EventStatsProps) {
  return (
    <StatStrip label={title}>
      {stats.map(({ label, range, current, previous, change, isNew }) => (
        <Stat
          key={label}
          label={title}
          span={label}
          value={current}
          change={change}
          isNew={isNew}
          {...describeComparison(getPreviousDays(range), history, previous)}
        />
      ))}
    </StatStrip>
  );
}

interface EventStatsProps {
  /** Of the event, in the plural. */
  title: string;
  stats: readonly EventStat[];
  history: HistoryDates;
}

interface EventStat extends Aggregate {
  label: string;
  /** Whole days; `to` is exclusive. */
  range: { from: string; to: string };
}
