import type { JsonValue } from "../api/outputs.ts";

/** One field that a change gave another value. */
export interface FieldChange {
  field: string;
  from: JsonValue;
  to: JsonValue;
}

type Metadata = Readonly<Record<string, JsonValue>>;

/** The pairs `plan_from` and `plan_to` of metadata as changes of `plan`, and what else it holds. */
export function changesIn(metadata: Metadata): { changes: FieldChange[]; rest: Record<string, JsonValue> } {
  const fields = Object.keys(metadata)
    .filter((key) => key.endsWith("_from"))
    .map((key) => key.slice(0, -"_from".length))
    .filter((field) => field !== "" && Object.hasOwn(metadata, `${field}_to`));
  const paired = new Set(fields.flatMap((field) => [`${field}_from`, `${field}_to`]));

  return {
    changes: fields.map((field) => ({
      field,
      from: metadata[`${field}_from`] ?? null,
      to: metadata[`${field}_to`] ?? null,
    })),
    rest: Object.fromEntries(Object.entries(metadata).filter(([key]) => !paired.has(key))),
  };
}
