import { getCurrentActor } from "../acting-as.ts";
import type { ActivityEntry, ChangeEntry } from "../activity-entry.ts";
import { resolveActor } from "../activity-entry.ts";
import { toChangeMetadata } from "./change-metadata.ts";
import { findDifferences } from "./differences.ts";

/** A change of a resource, by its state before and after. */
export interface ActivityChange extends Omit<ActivityEntry, "metadata" | "mode" | "resource"> {
  resource: { type: string; id?: string | number | null };
  from: object | null;
  to: object | null;
  /** Default `auto`. */
  mode?: string | null;
  extraMetadata?: Record<string, unknown>;
  /** Fields to leave out. Default: `custom_fields` and `customFields`. */
  skipFields?: readonly string[];
  /** Fields whose change is logged without values. Always includes names like `password` and `token`. */
  redact?: readonly string[];
}

const DEFAULT_SKIPPED_FIELDS = ["custom_fields", "customFields"];

/** Null if nothing differs. A change of a user is by that user, unless the change or `actingAs` says who acted, even nobody. */
export function toChangeEntry(change: ActivityChange): ChangeEntry | null {
  const { from, to, extraMetadata, skipFields = DEFAULT_SKIPPED_FIELDS, redact, ...entry } = change;
  const differences = findDifferences(from, to, { skip: skipFields, redact });
  if (differences.length === 0) return null;

  const { metadata, changedFields } = toChangeMetadata(differences);
  return {
    mode: "auto",
    ...entry,
    ...getActor(change),
    metadata: { ...extraMetadata, ...metadata },
    changedFields,
  };
}

function getActor(change: ActivityChange): Pick<ActivityEntry, "actor" | "actorRole"> {
  const changedUserId = getChangedUserId(change);
  if (change.actor !== undefined || getCurrentActor() || changedUserId === null) {
    const { userId, actorRole } = resolveActor(change);
    return { actor: userId, actorRole };
  }

  return { actor: changedUserId, actorRole: change.actorRole === undefined ? "user" : change.actorRole };
}

function getChangedUserId({ resource }: ActivityChange): string | null {
  return resource.type === "user" ? (resource.id?.toString() ?? null) : null;
}
