import { ValidationError } from "../errors.ts";
import type { EventDetails } from "../events/index.ts";
import { getCurrentActor } from "./acting-as.ts";

/** Who did what to which resource. Only the action is required. */
export interface ActivityEntry {
  /** `resource.verb` in the past tense: `post.created`, `role.assigned`. At most 200 characters. */
  action: string;
  /** The application's own id of the person who acted; null for none. Default: the actor of {@link actingAs}. */
  actor?: string | null;
  /** At most 50 characters; null for none. Default: the role of {@link actingAs}, if its actor acted. */
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

/** An entry of changes, whose metadata has a pair `…_from` and `…_to` for each of these fields. */
export interface ChangeEntry extends ActivityEntry {
  changedFields: readonly string[];
}

/**
 * The event that an entry is stored as.
 *
 * @param changedFields only for an entry of changes. Everything else with names like `period_from` is not a change.
 * @throws {ValidationError} if the action is not a string.
 */
export function toEvent(
  entry: ActivityEntry,
  changedFields: readonly string[] = [],
): EventDetails & { name: string; changedFields: readonly string[] } {
  const { action, resource, target, mode = "manual", module, metadata } = entry;
  if (typeof action !== "string")
    throw new ValidationError("action", "is required; write it like post.created");
  return {
    name: action,
    id: entry.id,
    timestamp: entry.timestamp,
    ...resolveActor(entry),
    resourceType: resource?.type ?? action.slice(0, Math.max(0, action.lastIndexOf("."))),
    resourceId: resource?.id?.toString(),
    targetId: target,
    module,
    mode,
    metadata,
    changedFields,
  };
}

/** The actor of an entry. Null means nobody, as for a nightly job; only an absent actor is that of {@link actingAs}. */
export function resolveActor({ actor, actorRole }: Pick<ActivityEntry, "actor" | "actorRole">): {
  userId: string | null;
  actorRole: string | null;
} {
  const current = getCurrentActor();
  const userId = actor === undefined ? (current?.userId ?? null) : actor;
  const currentRole = current && current.userId === userId ? current.role : null;

  return { userId, actorRole: actorRole === undefined ? currentRole : actorRole };
}
