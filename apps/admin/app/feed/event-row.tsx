import { presentEvent } from "@admin-events/catalog";
import { Link } from "@remix-run/react";
import { ListFilter } from "lucide-react";
import { memo } from "react";
import type { StoredEvent } from "@admin-events/client/query";
import { useCatalog } from "../catalog/catalog-provider.tsx";
import { timeOfDay } from "../format/format-time.ts";
import { isUnverifiedUser } from "../format/is-unverified-user.ts";
import { toPathPart } from "../format/path-part.ts";
import { personLabel } from "../format/person-label.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import type { FeedFilters } from "./filter/filters-in-url.ts";
import { filtersToUrl } from "./filter/filters-in-url.ts";
import type { RowOrder } from "./row-time.ts";
import { describeDelay } from "./row-time.ts";

/** A row of the feed. It links to the event; the name and the person filter the feed. */
export const EventRow = memo(function EventRow({ event, filters, timeZone, isNew, order }: EventRowProps) {
  const catalog = useCatalog();
  const { title, icon, description, planned } = presentEvent(catalog, event);
  const isUnplanned = !planned && event.resourceType === null;
  const delay = order === "receivedAt" ? describeDelay(event, timeZone) : null;
  return (
    <li className="event-row" data-new={isNew || undefined}>
      <span className="event-time">{timeOfDay(timeZone, event[order])}</span>
      <span className="event-icon" aria-hidden="true">
        {icon}
      </span>
      <Link
        to={`/events/${event.id}`}
        state={{ list: filtersToUrl(filters) } satisfies EventPageState}
        className="event-main covering-link"
      >
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
        <span className="event-person">
          <Link
            to={`/users/${toPathPart(event.user.id)}`}
            className="event-user"
            title={`${event.user.email ?? event.user.id}${isUnverifiedUser(event) ? " (unverified: sent from the browser)" : ""}`}
            data-unverified={isUnverifiedUser(event) || undefined}
          >
            {personLabel(event.user)}
          </Link>
          <Link
            to={`/events${filtersToUrl({ ...filters, user: event.user.id })}`}
            className="event-filter"
            title={`Show only events of ${personLabel(event.user)}`}
          >
            <ListFilter size={14} aria-hidden="true" />
            <span className="sr-only">Show only events of {personLabel(event.user)}</span>
          </Link>
        </span>
      ) : (
        <span className="event-user">—</span>
      )}
      <TimeAgo instant={event[order]} className="event-ago" />
    </li>
  );
});

/** What a link to an event passes along, so that the event's page leads back to the list as it was. */
export interface EventPageState {
  /** The filters as a query string. */
  list: string;
}

interface EventRowProps {
  event: StoredEvent;
  filters: FeedFilters;
  timeZone: string;
  isNew: boolean;
  /** The time by which the list is sorted. */
  order: RowOrder;
}
