import { events, presentEvent } from "@admin-events/catalog";
import { Link } from "@remix-run/react";
import { memo } from "react";
import type { StoredEvent } from "@admin-events/client/query";
import { timeOfDay } from "../format/format-time.ts";
import { personLabel } from "../format/person-label.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import type { FeedFilters } from "./filter/filters-in-url.ts";
import { filtersToUrl } from "./filter/filters-in-url.ts";
import type { RowOrder } from "./row-time.ts";
import { describeDelay } from "./row-time.ts";

/** A row of the feed. It links to the event; the name and the person filter the feed. */
export const EventRow = memo(function EventRow({ event, filters, timeZone, isNew, order }: EventRowProps) {
  const { title, icon, description, planned } = presentEvent(events, event);
  const isUnplanned = !planned && event.resourceType === null;
  const delay = order === "receivedAt" ? describeDelay(event, timeZone) : null;
  return (
    <li className="event-row" data-new={isNew || undefined}>
      <span className="event-time">{timeOfDay(timeZone, event[order])}</span>
      <span className="event-icon" aria-hidden="true">
        {icon}
      </span>
      <Link to={`/events/${event.id}`} className="event-main covering-link">
        <span className="event-title">{title}</span>
        {delay && <span className="event-delay">{delay}</span>}
        {description && <span className="event-description">{description}</span>}
      </Link>
      <Link
        to={`/events${filtersToUrl({ ...filters, name: event.name })}`}
        className="event-name"
        title={`Show only ${event.name}${isUnplanned ? " (not in the catalog)" : ""}`}
        data-unplanned={isUnplanned || undefined}
      >
        {event.name}
      </Link>
      {event.user ? (
        <Link
          to={`/events${filtersToUrl({ ...filters, user: event.user.id })}`}
          className="event-user"
          title={`Show only events of ${personLabel(event.user)}${event.isUnverified ? " (unverified: sent from the browser)" : ""}`}
          data-unverified={event.isUnverified || undefined}
        >
          {personLabel(event.user)}
        </Link>
      ) : (
        <span className="event-user">—</span>
      )}
      <TimeAgo instant={event[order]} className="event-ago" />
    </li>
  );
});

interface EventRowProps {
  event: StoredEvent;
  filters: FeedFilters;
  timeZone: string;
  isNew: boolean;
  /** The time by which the list is sorted. */
  order: RowOrder;
}
