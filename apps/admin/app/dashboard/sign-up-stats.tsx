import type { Aggregate } from "@admin-events/client/query";
import { Stat } from "../charts/stat.tsx";
import { formatCount } from "../format/format-count.ts";

/** Sign-ups in several periods, each compared with the previous one. */
export function SignUpStats({ stats }: { stats: readonly SignUpStat[] }) {
  return (
    <dl aria-label="Sign-ups" className="stat-strip">
      {stats.map(({ label, previousLabel, current = 0, previous = 0, change = null, isNew }) => (
        <Stat
          key={label}
          label="Sign-ups"
          span={label}
          value={current}
          change={change}
          isNew={isNew}
          comparedTo={`${formatCount(previous)} in ${previousLabel}`}
        />
      ))}
    </dl>
  );
}

interface SignUpStat extends Partial<Aggregate> {
  label: string;
  /** Like "the previous 30 days". */
  previousLabel: string;
}
