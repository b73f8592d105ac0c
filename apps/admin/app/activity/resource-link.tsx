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

/** Whether an id is a UUID, of which nobody reads more than the end. */
function isOpaque(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
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
      <span className="text-muted">{resourceType}</span>{" "}
      {user?.name ?? user?.email ?? (isOpaque(resourceId) ? `…${resourceId.slice(-6)}` : resourceId)}
    </Link>
  );
}
