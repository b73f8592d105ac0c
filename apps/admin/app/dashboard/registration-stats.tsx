import { Stat } from "../charts/stat.tsx";
import { formatCount } from "../format/format-count.ts";

/** Registrations over ever longer stretches, each against the stretch before. */
export function RegistrationStats({ stats }: { stats: readonly RegistrationStat[] }) {
  return (
    <dl aria-label="Registrations" className="stat-strip">
      {stats.map(({ label, before, current = 0, previous = 0, change = null, isNew }) => (
        <Stat
          key={label}
          label="Registrations"
          span={label}
          value={current}
          change={change}
          isNew={isNew}
          comparedTo={`${formatCount(previous)} in ${before}`}
        />
      ))}
    </dl>
  );
}

interface RegistrationStat {
  label: string;
  /** What the stretch before is called: "the 30 days before". */
  before: string;
  current?: number;
  previous?: number;
  change?: number | null;
  isNew?: boolean;
}
