import type { Aggregate } from "@admin-events/client/query";
import type { HistoryDates } from "../charts/compared-days.ts";
import { describeComparison, getPreviousDays } from "../charts/compared-days.ts";
import { StatStrip } from "../charts/stat-strip.tsx";
import { Stat } from "../charts/stat.tsx";

/** Sign-ups in several periods up to now, each compared with the period before, up to the same time of its last day. */
export function SignUpStats({ stats, history }: { stats: readonly SignUpStat[]; history: HistoryDates }) {
  return (
    <StatStrip label="Sign-ups">
      {stats.map(({ label, range, current = 0, previous = 0, change = null, isNew }) => (
        <Stat
          key={label}
          label="Sign-ups"
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

interface SignUpStat extends Partial<Aggregate> {
  label: string;
  /** Whole days; `to` is exclusive. */
  range: { from: string; to: string };
}
