import type { ActivityEntry } from "../activity-entry.ts";
import { actingNow } from "../acting-as.ts";
import { changeMetadata } from "./change-metadata.ts";
import { differences } from "./differences.ts";

/** A change of a resource, by its state before and after. */
export interface ActivityChange extends Omit<ActivityEntry, "metadata" | "mode" | "resource"> {
  resource: { type: string; id?: string | number | null };
  /** The state before; null for something new. */
  from: object | null;
  /** The state after; null for something that is gone. */
  to: object | null;
  /** Default: `auto`. */
  mode?: string;
  /** Stands beside the differences. */
  extraMetadata?: Record<string, unknown>;
  /** Fields that are left out. Default: `custom_fields` and `customFields`. */
  skipFields?: readonly string[];
  /** Fields whose change is told and whose values are not. Names like `password` or `token` are so anyway. */
  redact?: readonly string[];
}

const customFields = ["custom_fields", "customFields"];

/**
 * The entry of a change; null when nothing differs. Who changes a user is that user, in the role `user`, unless it is
 * said otherwise here or by `actingAs`.
 */
export function entryOfChange(change: ActivityChange): ActivityEntry | null {
  const { from, to, extraMetadata, skipFields = customFields, redact, ...entry } = change;
  const found = differences(from, to, { skip: skipFields, redact });
  if (found.length === 0) return null;

  const acting = actingNow();
  return {
    mode: "auto",
    ...entry,
    actor: entry.actor === undefined ? (acting?.userId ?? ownId(change)) : entry.actor,
    actorRole: entry.actorRole ?? acting?.role ?? "user",
    metadata: { ...changeMetadata(found), ...extraMetadata },
  };
}

function ownId({ resource }: ActivityChange): string | null {
  return resource.type === "user" ? (resource.id?.toString() ?? null) : null;
}
