import type { UsageOverview } from "@admin-events/client/query";
import { Eye, MousePointerClick, Timer, Users } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Change } from "../charts/stat.tsx";
import { formatCount } from "../format/format-count.ts";
import { formatDuration } from "../format/format-duration.ts";

const CARDS = "grid grid-cols-[repeat(auto-fit,minmax(min(14rem,100%),1fr))] gap-4";

/** The figures of a range and their change; skeletons while they load. */
export function OverviewCards({ overview }: { overview: UsageOverview | undefined }) {
  if (!overview) {
    return (
      <div aria-busy="true" aria-label="Loading figures" role="status" className={CARDS}>
        {["users", "requests", "sessions", "views"].map((card) => (
          <div key={card} className="card relative min-w-0 px-5 pt-3.5 pb-4">
            <span className="skeleton w-24" />
            <span className="skeleton mt-3 h-8 w-32" />
            <span className="skeleton mt-3 w-full" />
          </div>
        ))}
      </div>
    );
  }
  const { uniqueUsers, activeToday, activeWeek, activeMonth, requests, sessions, pageViews } = overview;
  const { current: length, previous: lengthBefore } = overview.averageSessionSeconds;

  return (
    <dl aria-label="Overview" className={CARDS}>
      <Card title="People" icon={Users} tone={1} figure={uniqueUsers}>
        {formatCount(activeToday.current)} today · {formatCount(activeWeek.current)} in 7 days ·{" "}
        {formatCount(activeMonth.current)} in 30 days
      </Card>
      <Card title="Requests" icon={MousePointerClick} tone={2} figure={requests}>
        {formatCount(requests.previous)} in the previous period
      </Card>
      <Card title="Sessions" icon={Timer} tone={3} figure={sessions}>
        {formatDuration(length)} on average
        {lengthBefore !== null && ` · ${formatDuration(lengthBefore)} in the previous period`}
      </Card>
      <Card title="Page views" icon={Eye} tone={5} figure={pageViews}>
        {sessions.current === 0
          ? "No sessions yet"
          : `${(pageViews.current / sessions.current).toFixed(1)} per session`}
      </Card>
    </dl>
  );
}

function Card({ title, icon: Icon, tone, figure: { current, change, isNew }, children }: CardProps) {
  return (
    <div className="card relative min-w-0 px-5 pt-3.5 pb-4">
      <dt className="text-muted">{title}</dt>
      <dd className="text-figure flex flex-wrap items-baseline gap-x-2.5 leading-10 font-[450] tracking-[-0.02em]">
        {formatCount(current)}
        <Change change={change} isNew={isNew} goodDirection="up" />
      </dd>
      <dd className="text-small text-muted">{children}</dd>
      <dd
        aria-hidden="true"
        className="absolute top-3.5 right-4 grid size-9 place-items-center rounded-md bg-(--tone)/14 text-(--tone)"
        style={{ "--tone": `var(--series-${tone})` }}
      >
        <Icon size={18} strokeWidth={1.75} />
      </dd>
    </div>
  );
}

interface CardProps {
  title: string;
  icon: LucideIcon;
  /** The number of a series color. */
  tone: number;
  figure: UsageOverview["requests"];
  children: ReactNode;
}
