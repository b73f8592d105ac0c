import type { ActiveUsers } from "@admin-events/client/query";
import { formatLabel, shortLabel } from "../charts/format-label.ts";
import { Stat } from "../charts/stat.tsx";
import { formatCount, formatQuantity } from "../format/format-count.ts";
import { formatRate } from "../format/format-rate.ts";

/** People in the range, on its last complete day, in the week and month up to that day, and stickiness. */
export function PeopleStats({ users, usersBefore, stickiness, month, lastDay, length }: PeopleStatsProps) {
  const day = formatLabel(lastDay, "day");
  const trailing = (key: "daily" | "weekly" | "monthly", daysEarlier: number) => {
    const value = month?.at(-1)?.[key] ?? null;
    const earlier = month?.at(-1 - daysEarlier)?.[key] ?? null;
    return { value, earlier, ...getChange(earlier, value) };
  };
  const [daily, weekly, monthly] = [trailing("daily", 7), trailing("weekly", 7), trailing("monthly", 30)];

  return (
    <dl aria-label="Active people" className="stat-strip">
      <Stat
        label="People"
        span="in period"
        value={users}
        {...getChange(usersBefore, users)}
        comparedTo={`${formatKnown(usersBefore)} in the previous ${formatQuantity(length, "day")}`}
      />
      <Stat
        label="Daily"
        span={shortLabel(lastDay)}
        hint={`People with at least one event on ${day}, the last complete day.`}
        value={daily.value}
        change={daily.change}
        isNew={daily.isNew}
        comparedTo={`${formatKnown(daily.earlier)} a week earlier`}
      />
      <Stat
        label="Weekly"
        span="7 days"
        hint={`People with at least one event in the 7 days up to ${day}.`}
        value={weekly.value}
        change={weekly.change}
        isNew={weekly.isNew}
        comparedTo={`${formatKnown(weekly.earlier)} a week earlier`}
      />
      <Stat
        label="Monthly"
        span="30 days"
        hint={`People with at least one event in the 30 days up to ${day}.`}
        value={monthly.value}
        change={monthly.change}
        isNew={monthly.isNew}
        comparedTo={`${formatKnown(monthly.earlier)} 30 days earlier`}
      />
      <Stat
        label="Stickiness"
        hint="Average daily ÷ monthly active people. At 20%, an active person comes about 6 days a month."
        value={stickiness}
        format={formatRate}
        comparedTo="DAU ÷ MAU"
      />
    </dl>
  );
}

/** The change as a fraction. A count after zero is new; null and not new when a count is unknown. */
export function getChange(
  before: number | null,
  now: number | null,
): { change: number | null; isNew: boolean } {
  if (before === null || now === null) return { change: null, isNew: false };
  if (before === 0) return { change: now === 0 ? 0 : null, isNew: now > 0 };
  return { change: (now - before) / before, isNew: false };
}

function formatKnown(count: number | null): string {
  return count === null ? "—" : formatCount(count);
}

interface PeopleStatsProps {
  /** Null when it could not be counted, as are the numbers below. */
  users: number | null;
  usersBefore: number | null;
  stickiness: number | null;
  /** The last complete day of the range and the 30 days before it. */
  month: ActiveUsers["points"] | null;
  /** Like `2026-03-31`. */
  lastDay: string;
  /** The length of the range in days. */
  length: number;
}
