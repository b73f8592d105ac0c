import { getActionBadgeTone, events, getModeBadgeTone, presentEvent } from "@admin-events/catalog";
import type { StoredEvent } from "@admin-events/client/query";
import { Link } from "@remix-run/react";
import { memo } from "react";
import type { RowOrder } from "../feed/row-time.ts";
import { describeDelay } from "../feed/row-time.ts";
import { timeOfDay } from "../format/format-time.ts";
import { Badge } from "../ui/badge.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { ChangeList } from "./change-list.tsx";
import { extractChanges } from "./extract-changes.ts";
import type { ActivityFilters } from "./filters-in-url.ts";
import { filtersToUrl } from "./filters-in-url.ts";
import type { ResourceUsers } from "./resource-link.tsx";
import { ResourceLink } from "./resource-link.tsx";
import { toPathPart } from "../format/path-part.ts";

/** One activity: the actor, the action, the resource and the changes. */
export const ActivityRow = memo(function ActivityRow({
  event,
  filters,
  users,
  timeZone,
  isNew,
  order,
}: RowProps) {
  const changes = extractChanges(event);
  const delay = order === "receivedAt" ? describeDelay(event, timeZone) : null;
  return (
    <li className="activity-row" data-new={isNew || undefined}>
      <span className="event-time">{timeOfDay(timeZone, event[order])}</span>
      <Link
        to={`/events/${event.id}`}
        className="covering-link flex min-w-0 overflow-hidden"
        title={presentEvent(events, event).title}
      >
        <Badge tone={getActionBadgeTone(event.name)}>{event.name}</Badge>
      </Link>
      <span className="activity-actor">
        {event.user ? (
          <Link
            to={`/activity${filtersToUrl({ ...filters, actor: event.user.id })}`}
            className="activity-link"
            title={`Show only actions by ${event.user.email ?? event.user.id}`}
          >
            {event.user.email ?? event.user.name ?? event.user.id}
          </Link>
        ) : (
          <span className="text-subtle">No actor</span>
        )}
        {event.actorRole && <span className="text-subtle"> as {event.actorRole}</span>}
      </span>
      <span className="activity-resource">
        <ResourceLink event={event} users={users} />
        {event.targetId !== null && (
          <>
            <span className="text-subtle"> for </span>
            <Link to={`/users/${toPathPart(event.targetId)}`} className="activity-link">
              {event.targetId}
            </Link>
          </>
        )}
        {delay && <span className="event-delay"> {delay}</span>}
        {changes.length > 0 && <ChangeList changes={changes} />}
      </span>
      <span className="activity-badges">
        {event.module && <Badge>{event.module}</Badge>}
        {event.mode && <Badge tone={getModeBadgeTone(event.mode)}>{event.mode}</Badge>}
      </span>
      <TimeAgo instant={event[order]} className="event-ago" />
    </li>
  );
});

interface RowProps {
  event: StoredEvent;
  filters: ActivityFilters;
  users: ResourceUsers;
  timeZone: string;
  isNew: boolean;
  /** The time by which the list is sorted. */
  order: RowOrder;
}
