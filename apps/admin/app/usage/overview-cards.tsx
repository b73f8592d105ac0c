import type { UsageOverview } from "@admin-events/client/query";
import type { ComparedDays, HistoryDates } from "../charts/compared-days.ts";
import { describeComparison } from "../charts/compared-days.ts";
import { StatStrip } from "../charts/stat-strip.tsx";
import { Stat } from "../charts/stat.tsx";
import { formatCount } from "../format/format-count.ts";
import { formatDuration } from "../format/format-duration.ts";
import { ACTIVE_PEOPLE_HINT } from "../people/people-stats.tsx";

const CARDS = ["People", "Requests", "Sessions", "Page views"];

/** The figures of a range and their change; skeletons while they load. */
export function OverviewCards({ overview, previous, history, hasToday }: OverviewCardsProps) {
  if (!overview) {
    return (
      <div aria-busy="true" aria-label="Loading figures" role="status" className="stat-strip">
        {CARDS.map((card) => (
          <div key={card} className="stat">
            <span className="skeleton w-24" />
            <span className="skeleton mt-3 h-8 w-32" />
            <span className="skeleton mt-3 w-full" />
          </div>
        ))}
      </div>
    );
  }
  const { uniqueUsers, activeToday, activeWeek, activeMonth, requests, sessions, pageViews } = overview;
  const { current: length } = overview.averageSessionSeconds;
  const compare = (figure: UsageOverview["requests"], since: "events" | "usage") => ({
    value: figure.current,
    change: figure.change,
    isNew: figure.isNew,
    ...describeComparison(previous, history[since], figure.previous),
  });

  return (
    <StatStrip label="Overview">
      <Stat
        label="People"
        hint={ACTIVE_PEOPLE_HINT}
        {...compare(uniqueUsers, "events")}
        detail={
          hasToday &&
          `${formatCount(activeToday.current)} today · ${formatCount(activeWeek.current)} in 7 days · ${formatCount(activeMonth.current)} in 30 days`
        }
      />
      <Stat label="Requests" {...compare(requests, "usage")} />
      <Stat
        label="Sessions"
        {...compare(sessions, "usage")}
        detail={length === null ? "No sessions yet" : `${formatDuration(length)} on average`}
      />
      <Stat
        label="Page views"
        {...compare(pageViews, "usage")}
        detail={sessions.current > 0 && `${(pageViews.current / sessions.current).toFixed(1)} per session`}
      />
    </StatStrip>
  );
}

interface OverviewCardsProps {
  overview: UsageOverview | undefined;
  /** The days before the range. */
  previous: ComparedDays;
  history: { events: HistoryDates; usage: HistoryDates };
  /** Whether the range includes today, which the figures of the latest days are about. */
  hasToday: boolean;
}
