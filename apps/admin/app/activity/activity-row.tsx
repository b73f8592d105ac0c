import { getActionBadgeTone, getModeBadgeTone, presentEvent } from "@admin-events/catalog";
import type { StoredEvent } from "@admin-events/client/query";
import { Link } from "@remix-run/react";
import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, useId, useState } from "react";
import { useCatalog } from "../catalog/catalog-provider.tsx";
import { formatQuantity } from "../format/format-count.ts";
import { personLabel } from "../format/person-label.ts";
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

/**
 * One activity in one line: who did what to which resource. The changes are below it when the row is opened; the target is
 * named unless it is the resource itself.
 */
export const ActivityRow = memo(function ActivityRow({
  event,
  filters,
  users,
  timeZone,
  isNew,
  order,
}: RowProps) {
  const catalog = useCatalog();
  const changes = extractChanges(event);
  const delay = order === "receivedAt" ? describeDelay(event, timeZone) : null;
  const [isOpen, setOpen] = useState(false);
  const changesId = useId();
  return (
    <li className="activity-row" data-new={isNew || undefined}>
      <span className="event-time">{timeOfDay(timeZone, event[order])}</span>
      <Link
        to={`/events/${event.id}`}
        className="covering-link flex min-w-0 overflow-hidden"
        title={presentEvent(catalog, event).title}
      >
        <Badge tone={getActionBadgeTone(event.name)}>{event.name}</Badge>
      </Link>
      <p className="activity-text">
        {event.user ? (
          <Link
            to={`/activity${filtersToUrl({ ...filters, actor: event.user.id })}`}
            className="activity-link activity-actor font-[550]"
            title={`Show only actions by ${event.user.email ?? event.user.id}`}
          >
            {personLabel(event.user)}
          </Link>
        ) : (
          <span className="text-subtle activity-actor">No actor</span>
        )}
        {event.actorRole !== null && event.actorRole !== "user" && (
          <span className="text-subtle activity-actor"> as {event.actorRole}</span>
        )}
        <span className="text-muted"> {getVerb(event.name)} </span>
        {isOwnAccount(event) ? (
          <Link to={`/users/${toPathPart(event.resourceId ?? "")}`} className="activity-link">
            their account
          </Link>
        ) : (
          <ResourceLink event={event} users={users} />
        )}
        {event.targetId !== null && event.targetId !== event.resourceId && (
          <>
            <span className="text-muted"> for </span>
            <Link to={`/users/${toPathPart(event.targetId)}`} className="activity-link">
              {event.targetId}
            </Link>
          </>
        )}
        {delay && <span className="event-delay"> {delay}</span>}
      </p>
      {changes.length > 0 && (
        <button
          type="button"
          className="activity-changes"
          aria-expanded={isOpen}
          aria-controls={changesId}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? (
            <ChevronDown size={14} aria-hidden="true" />
          ) : (
            <ChevronRight size={14} aria-hidden="true" />
          )}
          {changes.length === 1 ? changes[0]?.field : formatQuantity(changes.length, "change")}
        </button>
      )}
      <span className="activity-badges">
        {event.module && <Badge>{event.module}</Badge>}
        {event.mode && <Badge tone={getModeBadgeTone(event.mode)}>{event.mode}</Badge>}
      </span>
      <TimeAgo instant={event[order]} className="event-ago" />
      {isOpen && (
        <div id={changesId} className="activity-diff">
          <ChangeList changes={changes} />
        </div>
      )}
    </li>
  );
});

function isOwnAccount({ user, resourceType, resourceId }: StoredEvent): boolean {
  return resourceType === "user" && user !== null && resourceId === user.id;
}

/** The last part of an action in words: `user.plan_changed` → `plan changed`. */
function getVerb(action: string): string {
  return action.slice(action.lastIndexOf(".") + 1).replaceAll("_", " ");
}

interface RowProps {
  event: StoredEvent;
  filters: ActivityFilters;
  users: ResourceUsers;
  timeZone: string;
  isNew: boolean;
  /** The time by which the list is sorted. */
  order: RowOrder;
}
