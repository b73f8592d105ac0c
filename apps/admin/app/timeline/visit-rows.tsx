import type { Moment } from "../api/outputs.ts";
import { countOf } from "../format/format-count.ts";
import { formatDuration } from "../format/format-duration.ts";
import { timeOfDay } from "../format/format-time.ts";
import { TimeAgo } from "../ui/time-ago.tsx";

/** A visit, at the moment it began: how long, how many pages, with what, from where. */
export function SessionRow({ session, timeZone }: { session: Of<"session">; timeZone: string }) {
  const { seconds, pageCount, browser, os, referrer } = session;
  const facts = [
    formatDuration(seconds),
    countOf(pageCount, "page"),
    browser && [browser, os].filter(Boolean).join(" on "),
    referrer && `from ${referrer}`,
  ];

  return (
    <VisitRow
      at={session.at}
      timeZone={timeZone}
      icon="🚪"
      title="Came by"
      description={facts.filter(Boolean).join(", ")}
    />
  );
}

/** A page that was looked at. */
export function PageViewRow({ view, timeZone }: { view: Of<"pageView">; timeZone: string }) {
  const { path, title, durationMs } = view;
  const facts = [title, durationMs !== null && formatDuration(durationMs / 1000)];

  return (
    <VisitRow
      at={view.at}
      timeZone={timeZone}
      icon="📄"
      title={`Looked at ${path}`}
      description={facts.filter(Boolean).join(", ")}
    />
  );
}

function VisitRow({ at, timeZone, icon, title, description }: VisitRowProps) {
  return (
    <li className="event-row">
      <span className="event-time">{timeOfDay(timeZone, at)}</span>
      <span className="event-icon" aria-hidden="true">
        {icon}
      </span>
      <span className="event-main">
        <span className="event-title">{title}</span>
        {description && <span className="event-description">{description}</span>}
      </span>
      <TimeAgo instant={at} className="event-ago" />
    </li>
  );
}

type Of<Kind extends Moment["kind"]> = Moment & { kind: Kind };

interface VisitRowProps {
  at: string;
  timeZone: string;
  icon: string;
  title: string;
  description: string;
}
