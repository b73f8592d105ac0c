import { formatQuantity } from "../format/format-count.ts";
import { formatDuration, formatMilliseconds } from "../format/format-duration.ts";
import { timeOfDay } from "../format/format-time.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import type { Moment } from "./timeline-list.tsx";

export function SessionRow({ session, timeZone }: { session: MomentOfKind<"session">; timeZone: string }) {
  const { seconds, pageCount, browser, os, referrer } = session;
  const details = [
    formatDuration(seconds),
    formatQuantity(pageCount, "page"),
    browser && [browser, os].filter(Boolean).join(" on "),
    referrer && `from ${referrer}`,
  ];

  return (
    <VisitRow
      at={session.at}
      timeZone={timeZone}
      icon="🚪"
      title="Session"
      description={details.filter(Boolean).join(" · ")}
    />
  );
}

export function PageViewRow({ view, timeZone }: { view: MomentOfKind<"pageView">; timeZone: string }) {
  const { path, title, durationMs } = view;
  const details = [title, durationMs !== null && formatDuration(durationMs / 1000)];

  return (
    <VisitRow
      at={view.at}
      timeZone={timeZone}
      icon="📄"
      title={`Viewed ${path}`}
      description={details.filter(Boolean).join(" · ")}
    />
  );
}

export function FailedRequestRow({ request, timeZone }: FailedRequestRowProps) {
  const { method, route, status, errorCode, durationMs } = request;
  const details = [status, errorCode, formatMilliseconds(durationMs)];

  return (
    <VisitRow
      at={request.at}
      timeZone={timeZone}
      icon="⚠️"
      title={`${method} ${route} failed`}
      description={details.filter(Boolean).join(" · ")}
    />
  );
}

interface FailedRequestRowProps {
  request: MomentOfKind<"failedRequest">;
  timeZone: string;
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

type MomentOfKind<Kind extends Moment["kind"]> = Moment & { kind: Kind };

interface VisitRowProps {
  at: string;
  timeZone: string;
  icon: string;
  title: string;
  description: string;
}
