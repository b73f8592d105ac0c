import type { EventFilter } from "../../events/index.ts";
import { withInstants } from "../../events/index.ts";

export interface ActivityFilter extends Omit<EventFilter, "kind" | "name" | "userId"> {
  /** An action, or `post.*` for all actions on posts. */
  action?: string;
  /** The application's own id of the person who acted. */
  actor?: string;
}

/** The same filter for events, with its times as instants. @throws {ValidationError} if one is not a time. */
export function toEventFilter({ action, actor, ...filter }: ActivityFilter, timeZone: string): EventFilter {
  return { ...withInstants(filter, timeZone), name: action, userId: actor, kind: "activity" };
}
