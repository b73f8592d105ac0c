import type { StoredEvent } from "../event.ts";
import type { Handler } from "./handler.ts";

/**
 * The event as the handler gets it: without what anybody may have stated, unless the handler accepts that. The email and name of a
 * person who is not verified are left out rather than the event, because otherwise anybody could keep a server's event from its
 * handler by claiming an email address for its user.
 *
 * @returns null if the handler skips the event.
 */
export function toAcceptedEvent(
  { acceptsUnverified }: Pick<Handler, "acceptsUnverified">,
  event: StoredEvent,
): StoredEvent | null {
  if (acceptsUnverified) return event;
  if (event.isUnverified) return null;
  if (!event.user || event.user.isVerified) return event;

  return { ...event, user: { ...event.user, email: null, name: null } };
}
