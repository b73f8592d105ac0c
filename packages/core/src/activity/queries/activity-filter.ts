import type { EventFilter } from "../../events/index.ts";

export interface ActivityFilter extends Omit<EventFilter, "kind" | "name" | "userId"> {
  /** An action, or `post.*` for all actions on posts. */
  action?: string;
  /** The application's own id of the person who acted. */
  actor?: string;
}

/** The same filter for events, as live subscriptions take it. */
export function toEventFilter({ action, actor, ...filter }: ActivityFilter): EventFilter {
  return { ...filter, name: action, userId: actor, kind: "activity" };
}
