import { events, getActionBadgeTone, getModeBadgeTone, presentEvent } from "@admin-events/catalog";
import { Link } from "@remix-run/react";
import { memo } from "react";
import type { ResourceUsers, StoredEvent } from "../api/outputs.ts";
import { timeOfDay } from "../format/format-time.ts";
import { Badge } from "../ui/badge.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { ChangeList } from "./change-list.tsx";
import { changesIn } from "./changes-in.ts";
import type { ActivityFilters } from "./filters-in-url.ts";
import { filtersToUrl } from "./filters-in-url.ts";
import { ResourceLink } from "./resource-link.tsx";

/** One activity: who did what to which resource, and what changed by it. */
export const ActivityRow = memo(function ActivityRow({ event, filters, users, timeZone, isNew }: RowProps) {
  const { changes } = changesIn(event.metadata);
  const only = (filter: ActivityFilters) => `/activity${filtersToUrl({ ...filters, ...filter })}`;
  return (
    <li className="activity-row" data-new={isNew || undefined}>
      <span className="event-time">{timeOfDay(timeZone, event.occurredAt)}</span>
      <Link
        to={`/events/${event.id}`}
        className="activity-action covering-link"
        title={presentEvent(events, event).title}
      >
        <Badge tone={getActionBadgeTone(event.name)}>{event.name}</Badge>
      </Link>
      <span className="activity-who">
        {event.user ? (
          <Link
            to={only({ actor: event.user.id })}
            className="activity-link"
            title={`Only what ${event.user.email ?? event.user.id} did`}
          >
            {event.user.email ?? event.user.name ?? event.user.id}
          </Link>
        ) : (
          <span className="text-faint">nobody</span>
        )}
        {event.actorRole && <span className="text-faint"> as {event.actorRole}</span>}
      </span>
      <span className="activity-what">
        <ResourceLink event={event} users={users} />
        {event.targetId !== null && (
          <>
            <span className="text-faint"> for </span>
            <Link to={`/users/${encodeURIComponent(event.targetId)}`} className="activity-link">
              {event.targetId}
            </Link>
          </>
        )}
        {changes.length > 0 && <ChangeList changes={changes} />}
      </span>
      <span className="activity-how">
        {event.module && <Badge>{event.module}</Badge>}
        {event.mode && <Badge tone={getModeBadgeTone(event.mode)}>{event.mode}</Badge>}
      </span>
      <TimeAgo instant={event.occurredAt} className="event-ago" />
    </li>
  );
});

interface RowProps {
  event: StoredEvent;
  filters: ActivityFilters;
  users: ResourceUsers;
  timeZone: string;
  isNew: boolean;
}
