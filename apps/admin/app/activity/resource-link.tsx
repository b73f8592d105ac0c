import { Link } from "@remix-run/react";
import type { ResourceUsers, StoredEvent } from "../api/outputs.ts";

/** The address of a resource's history; a user's is their timeline. */
function resourcePath(type: string, id: string): string {
  return type === "user"
    ? `/users/${encodeURIComponent(id)}`
    : `/activity/resource/${encodeURIComponent(type)}/${encodeURIComponent(id)}`;
}

/** What an activity was done to, as a link to everything that was done to it. */
export function ResourceLink({ event, users }: { event: StoredEvent; users: ResourceUsers }) {
  const { resourceType, resourceId } = event;
  if (resourceType === null || resourceId === null)
    return <span className="text-soft">{resourceType ?? "—"}</span>;
  const person = resourceType === "user" ? users[resourceId] : undefined;
  return (
    <Link
      to={resourcePath(resourceType, resourceId)}
      className="activity-link"
      title={`Everything about ${resourceType} ${resourceId}`}
    >
      <span className="text-soft">{resourceType}</span> {person?.email ?? person?.name ?? resourceId}
    </Link>
  );
}
