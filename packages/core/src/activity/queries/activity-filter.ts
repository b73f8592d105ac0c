import type { EventFilter } from "../../events/index.ts";

/** Which entries somebody wants to see. All conditions must hold. */
export interface ActivityFilter extends Omit<EventFilter, "activity" | "name" | "userId"> {
  /** An action, or `post.*` for all about posts. */
  action?: string;
  /** The application's own id of who did it. */
  actor?: string;
}

/** The same as a filter of events, which live subscriptions understand too. */
export function eventFilterOf({ action, actor, ...filter }: ActivityFilter): EventFilter {
  return { ...filter, name: action, userId: actor, activity: true };
}
