import { ValidationError } from "../errors.ts";
import type { EventDetails } from "../events/index.ts";
import { getCurrentActor } from "./acting-as.ts";

/** Who did what to which resource. Only the action is required. */
export interface ActivityEntry {
  /** `resource.verb` in the past tense: `post.created`, `role.assigned`. At most 200 characters. */
  action: string;
  /** The application's own id of the person who acted; null for none. Default: the actor of {@link actingAs}. */
  actor?: string | null;
  /** At most 50 characters. Default: the role of {@link actingAs}. */
  actorRole?: string | null;
  /** The resource of the action. Default: the type is the action without its verb, `post` for `post.created`. */
  resource?: { type: string; id?: string | number | null };
  /** The application's own id of the person who was affected, such as one who was followed. */
  target?: string | null;
  metadata?: Record<string, unknown>;
  /** How it came about: `manual`, `auto`, `cron`, `script`. At most 20 characters. Default `manual`. */
  mode?: string | null;
  /** The part of the application. At most 50 characters. */
  module?: string | null;
  /** UUIDv7; generated if absent. Sending the same id again changes nothing. */
  id?: string;
  /** When it happened. Default: now. */
  timestamp?: Date | string;
}

/** The event that an entry is stored as. @throws {ValidationError} if the action is not a string. */
export function toEvent(entry: ActivityEntry): EventDetails & { name: string } {
  const { action, actor, actorRole, resource, target, mode = "manual", module, metadata } = entry;
  if (typeof action !== "string")
    throw new ValidationError("action", "is required; write it like post.created");
  const currentActor = getCurrentActor();

  return {
    name: action,
    id: entry.id,
    timestamp: entry.timestamp,
    userId: actor === undefined ? currentActor?.userId : actor,
    actorRole: actorRole === undefined ? currentActor?.role : actorRole,
    resourceType: resource?.type ?? action.slice(0, Math.max(0, action.lastIndexOf("."))),
    resourceId: resource?.id?.toString(),
    targetId: target,
    module,
    mode,
    metadata,
  };
}
