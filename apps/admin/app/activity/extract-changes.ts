import type { JsonValue, StoredEvent } from "@admin-events/client/query";

export interface FieldChange {
  field: string;
  from: JsonValue;
  to: JsonValue;
}

/** The changes that an activity stores as pairs such as `plan_from` and `plan_to`. */
export function extractChanges({
  metadata,
  changedFields,
}: Pick<StoredEvent, "metadata" | "changedFields">): FieldChange[] {
  return (changedFields ?? guessFields(metadata)).map((field) => ({
    field,
    from: metadata[`${field}_from`] ?? null,
    to: metadata[`${field}_to`] ?? null,
  }));
}

/** Activities of earlier versions do not name their fields, so every pair counts as a change. */
function guessFields(metadata: StoredEvent["metadata"]): string[] {
  return Object.keys(metadata)
    .filter((key) => key.endsWith("_from"))
    .map((key) => key.slice(0, -"_from".length))
    .filter((field) => field !== "" && Object.hasOwn(metadata, `${field}_to`));
}
