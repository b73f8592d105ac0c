import { Eye, MousePointerClick, Timer, Users } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { UsageOverview } from "../api/outputs.ts";
import { Change } from "../charts/stat.tsx";
import { formatCount } from "../format/format-count.ts";
import { formatDuration } from "../format/format-duration.ts";

/** The four figures of a range beside those of the time before; grey shapes of them while they are on their way. */
export function OverviewCards({ overview }: { overview: UsageOverview | undefined }) {
  if (!overview) {
    return (
      <div aria-busy="true" aria-label="Figures are loading" role="status" className="usage-cards">
        {["users", "requests", "sessions", "views"].map((card) => (
          <div key={card} className="usage-card">
            <span className="usage-skeleton w-24" />
            <span className="usage-skeleton mt-3 h-8 w-32" />
            <span className="usage-skeleton mt-3 w-full" />
          </div>
        ))}
      </div>
    );
  }
  const { uniqueUsers, activeToday, activeWeek, activeMonth, requests, sessions, pageViews } = overview;
  const { current: length, previous: lengthBefore } = overview.averageSessionSeconds;

  return (
    <dl aria-label="Overview" className="usage-cards">
      <Card title="Users" icon={Users} tone={1} figure={uniqueUsers}>
        {formatCount(activeToday.current)} today, {formatCount(activeWeek.current)} in 7 days,{" "}
        {formatCount(activeMonth.current)} in 30 days
      </Card>
      <Card title="Requests" icon={MousePointerClick} tone={2} figure={requests}>
        {formatCount(requests.previous)} in the time before
      </Card>
      <Card title="Sessions" icon={Timer} tone={3} figure={sessions}>
        {formatDuration(length)} on average
        {lengthBefore !== null && `, ${formatDuration(lengthBefore)} before`}
      </Card>
      <Card title="Page views" icon={Eye} tone={5} figure={pageViews}>
        {sessions.current === 0
          ? "No session yet"
          : `${(pageViews.current / sessions.current).toFixed(1)} in a session`}
      </Card>
    </dl>
  );
}

function Card({ title, icon: Icon, tone, figure: { current, change, isNew }, children }: CardProps) {
  return (
    <div className="usage-card">
      <dt className="text-soft">{title}</dt>
      <dd className="usage-figure">
        {formatCount(current)}
        <Change change={change} isNew={isNew} goodDirection="up" />
      </dd>
      <dd className="text-small text-soft">{children}</dd>
      <dd aria-hidden="true" className="usage-badge" style={{ "--tone": `var(--series-${tone})` }}>
        <Icon size={18} strokeWidth={1.75} />
      </dd>
    </div>
  );
}

interface CardProps {
  title: string;
  icon: LucideIcon;
  /** Which of the series' colours the badge has. */
  tone: number;
  figure: UsageOverview["requests"];
  children: ReactNode;
}
