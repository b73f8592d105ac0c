import { Link } from "@remix-run/react";
import type { StoredEvent } from "@admin-events/client/query";
import { toPathPart } from "../format/path-part.ts";
import type { RouterOutputs } from "../api/trpc.ts";

/** The users among some resources, by id. */
export type ResourceUsers = RouterOutputs["activity"]["resolveResourceUsers"];

/** The history of a resource; for a user, their timeline. */
function getResourcePath(type: string, id: string): string {
  return type === "user"
    ? `/users/${toPathPart(id)}`
    : `/activity/resource/${toPathPart(type)}/${toPathPart(id)}`;
}

/** The resource of an activity, linked to its history. */
export function ResourceLink({ event, users }: { event: StoredEvent; users: ResourceUsers }) {
  const { resourceType, resourceId } = event;
  if (resourceType === null || resourceId === null)
    return <span className="text-muted">{resourceType ?? "—"}</span>;
  const user = resourceType === "user" ? users[resourceId] : undefined;
  return (
    <Link
      to={getResourcePath(resourceType, resourceId)}
      className="activity-link"
      title={`Show the history of ${resourceType} ${resourceId}`}
    >
      <span className="text-muted">{resourceType}</span> {user?.email ?? user?.name ?? resourceId}
    </Link>
  );
}
