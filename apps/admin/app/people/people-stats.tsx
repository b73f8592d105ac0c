import type { ActiveUsers } from "../api/outputs.ts";
import { formatLabel, shortLabel } from "../charts/format-label.ts";
import { Stat } from "../charts/stat.tsx";
import { countOf, formatCount } from "../format/format-count.ts";
import { formatRate } from "../format/format-rate.ts";
import { changeBetween } from "./change-between.ts";

/** Who was there: in the whole range, on its last complete day, in the week and the month up to it, and how often. */
export function PeopleStats({ users, usersBefore, stickiness, month, lastDay, length }: PeopleStatsProps) {
  const on = formatLabel(lastDay, "day");
  const trailing = (key: "daily" | "weekly" | "monthly", daysEarlier: number) => {
    const value = month?.at(-1)?.[key] ?? null;
    const earlier = month?.at(-1 - daysEarlier)?.[key] ?? null;
    return { value, earlier, ...changeBetween(earlier, value) };
  };
  const [day, week, monthly] = [trailing("daily", 7), trailing("weekly", 7), trailing("monthly", 30)];

  return (
    <dl aria-label="Active people" className="stat-strip">
      <Stat
        label="People"
        span="in the range"
        value={users}
        {...changeBetween(usersBefore, users)}
        comparedTo={`${told(usersBefore)} in the ${countOf(length, "day")} before`}
      />
      <Stat
        label="Daily"
        span={shortLabel(lastDay)}
        hint={`People with at least one event on ${on}, the last complete day.`}
        value={day.value}
        change={day.change}
        isNew={day.isNew}
        comparedTo={`${told(day.earlier)} a week earlier`}
      />
      <Stat
        label="Weekly"
        span="7 days"
        hint={`People with at least one event in the 7 days that end with ${on}.`}
        value={week.value}
        change={week.change}
        isNew={week.isNew}
        comparedTo={`${told(week.earlier)} a week earlier`}
      />
      <Stat
        label="Monthly"
        span="30 days"
        hint={`People with at least one event in the 30 days that end with ${on}.`}
        value={monthly.value}
        change={monthly.change}
        isNew={monthly.isNew}
        comparedTo={`${told(monthly.earlier)} 30 days earlier`}
      />
      <Stat
        label="Stickiness"
        hint="How many of a month's people come on an average day: at 20%, somebody who comes at all comes about 6 days a month."
        value={stickiness}
        format={formatRate}
        comparedTo="daily of monthly people"
      />
    </dl>
  );
}

function told(count: number | null): string {
  return count === null ? "—" : formatCount(count);
}

interface PeopleStatsProps {
  /** Null when it could not be counted; so are the numbers below. */
  users: number | null;
  usersBefore: number | null;
  stickiness: number | null;
  /** The last complete day of the range and the 30 days before it. */
  month: ActiveUsers["points"] | null;
  /** A date: `2026-03-31`. */
  lastDay: string;
  /** Of the range, in days. */
  length: number;
}
