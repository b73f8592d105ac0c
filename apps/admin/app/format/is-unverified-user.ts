import type { StoredEvent } from "@admin-events/client/query";

/** Whether an event names a user without proof. A visitor cannot be proven, so an event of one is not marked. */
export function isUnverifiedUser({
  user,
  isUnverified,
}: Pick<StoredEvent, "user" | "isUnverified">): boolean {
  return isUnverified && user !== null && !user.id.startsWith("anonymous:");
}
