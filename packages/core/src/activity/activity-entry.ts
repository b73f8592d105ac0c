import type { EventDetails } from "../events/index.ts";
import { actingNow } from "./acting-as.ts";
import { ValidationError } from "../errors.ts";

/** Who did what to which resource. Only the action is required. */
export interface ActivityEntry {
  /** `resource.verb` in the past tense: `post.created`, `role.assigned`. At most 200 characters. */
  action: string;
  /** The application's own id of who did it; null for nobody. Default: whoever {@link actingAs} names. */
  actor?: string | null;
  /** As what they did it, at most 50 characters. Default: as {@link actingAs} says. */
  actorRole?: string | null;
  /** What it was done to. Without one the words before the verb are its type: `post.created` is about a `post`. */
  resource?: { type: string; id?: string | number | null };
  /** The application's own id of who was affected, like the person who was followed. */
  target?: string | null;
  metadata?: Record<string, unknown>;
  /** How it came about: `manual`, `auto`, `cron`, `script`. At most 20 characters. Default `manual`. */
  mode?: string | null;
  /** The part of the application, at most 50 characters. */
  module?: string | null;
  /** UUIDv7. The same id again changes nothing. Made here when absent. */
  id?: string;
  /** When it happened. Default: now. */
  timestamp?: Date | string;
}

/** The event that an entry is stored as. @throws {ValidationError} for an action that is no text. */
export function eventOf(entry: ActivityEntry): EventDetails & { name: string } {
  const { action, actor, actorRole, resource, target, mode = "manual", module, metadata } = entry;
  if (typeof action !== "string")
    throw new ValidationError("action", "is required: write it like post.created");
  const acting = actingNow();

  return {
    name: action,
    id: entry.id,
    timestamp: entry.timestamp,
    userId: actor === undefined ? acting?.userId : actor,
    actorRole: actorRole === undefined ? acting?.role : actorRole,
    resourceType: resource?.type ?? action.slice(0, Math.max(0, action.lastIndexOf("."))),
    resourceId: resource?.id?.toString(),
    targetId: target,
    module,
    mode,
    metadata,
  };
}
