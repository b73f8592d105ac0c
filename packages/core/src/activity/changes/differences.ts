import { isDeepStrictEqual } from "node:util";

/** A field that differs. Nested fields have a path: `address.city`. */
export interface Difference {
  field: string;
  from: unknown;
  to: unknown;
}

export interface DifferenceRules {
  /** Fields to leave out, with their nested fields. */
  skip?: readonly string[];
  /** Fields whose values are hidden. */
  redact?: readonly string[];
}

const MAX_DEPTH = 10;

type State = object | null | undefined;

/** The differences of two states in the order of their fields. Absent and null are equal. */
export function findDifferences(
  from: State,
  to: State,
  rules: DifferenceRules = {},
  pathPrefix = "",
): Difference[] {
  const fields = new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})]);

  return [...fields].flatMap((name) => {
    const field = pathPrefix + name;
    if (rules.skip?.includes(field)) return [];

    const [before, after] = [getValue(from, name), getValue(to, name)];
    if (isDeepStrictEqual(before, after)) return [];
    if (rules.redact?.includes(field)) return [{ field, from: redact(before), to: redact(after) }];
    if (isObjectOrNull(before) && isObjectOrNull(after))
      return findDifferences(before, after, rules, `${field}.`);

    return [{ field, from: before, to: after }];
  });
}

function getValue(state: State, name: string): unknown {
  return state && Object.hasOwn(state, name) ? toJson((state as Record<string, unknown>)[name]) : null;
}

/** A value as in JSON, so that equal values compare as equal. */
function toJson(value: unknown, depth = 1): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "function" || typeof value === "symbol" || value === undefined) return null;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  // Ends circular references.
  if (depth > MAX_DEPTH) return "…";
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1));

  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner, depth + 1)]));
}

function redact(value: unknown): string | null {
  return value === null ? null : "[redacted]";
}

function isObjectOrNull(value: unknown): value is object | null {
  return typeof value === "object" && !Array.isArray(value);
}
