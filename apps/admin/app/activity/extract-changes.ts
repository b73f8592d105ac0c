import type { JsonValue } from "@admin-events/client/query";

export interface FieldChange {
  field: string;
  from: JsonValue;
  to: JsonValue;
}

type Metadata = Readonly<Record<string, JsonValue>>;

/** Reads pairs such as `plan_from` and `plan_to` as changes of `plan`; everything else stays in `rest`. */
export function extractChanges(metadata: Metadata): {
  changes: FieldChange[];
  rest: Record<string, JsonValue>;
} {
  const fields = Object.keys(metadata)
    .filter((key) => key.endsWith("_from"))
    .map((key) => key.slice(0, -"_from".length))
    .filter((field) => field !== "" && Object.hasOwn(metadata, `${field}_to`));
  const pairedKeys = new Set(fields.flatMap((field) => [`${field}_from`, `${field}_to`]));

  return {
    changes: fields.map((field) => ({
      field,
      from: metadata[`${field}_from`] ?? null,
      to: metadata[`${field}_to`] ?? null,
    })),
    rest: Object.fromEntries(Object.entries(metadata).filter(([key]) => !pairedKeys.has(key))),
  };
}
