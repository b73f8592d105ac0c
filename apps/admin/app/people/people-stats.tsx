import type { ActiveUsers } from "@admin-events/client/query";
import type { ComparedDays, HistoryDates } from "../charts/compared-days.ts";
import { describeComparison } from "../charts/compared-days.ts";
import { formatLabel, shortLabel } from "../charts/format-label.ts";
import { StatStrip } from "../charts/stat-strip.tsx";
import { Stat } from "../charts/stat.tsx";
import { formatRate } from "../format/format-rate.ts";
import { addDays } from "../format/plain-date.ts";

/** Explains who is counted, wherever active people are. */
export const ACTIVE_PEOPLE_HINT =
  "People with at least one event in the period, visitors included. Activities don't count.";

/** People in the range, on its last complete day, in the week and month up to that day, and stickiness. */
export function PeopleStats({
  users,
  usersBefore,
  stickiness,
  month,
  lastDay,
  previous,
  history,
}: PeopleStatsProps) {
  return (
    <StatStrip label="Active people">
      <Stat
        label="People"
        span="in period"
        hint={ACTIVE_PEOPLE_HINT}
        value={users}
        {...getChange(usersBefore, users)}
        {...describeComparison(previous, history, usersBefore)}
      />
      {lastDay !== null &&
        TRAILING.map(({ key, label, days, daysEarlier }) => {
          const day = formatLabel(lastDay, "day");
          const value = month?.at(-1)?.[key] ?? null;
          const earlier = month?.at(-1 - daysEarlier)?.[key] ?? null;
          const last = addDays(lastDay, -daysEarlier);
          return (
            <Stat
              key={key}
              label={label}
              span={days === 1 ? shortLabel(lastDay) : `${days} days`}
              hint={
                days === 1
                  ? `People with at least one event on ${day}, the last complete day.`
                  : `People with at least one event in the ${days} days up to ${day}.`
              }
              value={value}
              {...getChange(earlier, value)}
              {...describeComparison({ first: addDays(last, 1 - days), last }, history, earlier)}
            />
          );
        })}
      <Stat
        label="Stickiness"
        hint="Average daily ÷ monthly active people. At 20%, an active person comes about 6 days a month."
        value={stickiness}
        format={formatRate}
        comparedTo="DAU ÷ MAU"
      />
    </StatStrip>
  );
}

const TRAILING = [
  { key: "daily", label: "Daily", days: 1, daysEarlier: 7 },
  { key: "weekly", label: "Weekly", days: 7, daysEarlier: 7 },
  { key: "monthly", label: "Monthly", days: 30, daysEarlier: 30 },
] as const;

/** The change as a fraction. A count after zero is new; null and not new when a count is unknown. */
export function getChange(
  before: number | null,
  now: number | null,
): { change: number | null; isNew: boolean } {
  if (before === null || now === null) return { change: null, isNew: false };
  if (before === 0) return { change: now === 0 ? 0 : null, isNew: now > 0 };
  return { change: (now - before) / before, isNew: false };
}

interface PeopleStatsProps {
  /** Null when it could not be counted, as are the numbers below. */
  users: number | null;
  usersBefore: number | null;
  stickiness: number | null;
  /** The last complete day of the range and the 30 days before it. */
  month: ActiveUsers["points"] | null;
  /** Like `2026-03-31`. Null if the range has no complete day: its daily, weekly and monthly figures are left out. */
  lastDay: string | null;
  /** The days before the range. */
  previous: ComparedDays;
  history: HistoryDates;
}
