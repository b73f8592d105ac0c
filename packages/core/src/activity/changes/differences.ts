import { isDeepStrictEqual } from "node:util";

/** One field that differs. Nested objects are named by their path: `address.city`. */
export interface Difference {
  field: string;
  /** Null where there was nothing. */
  from: unknown;
  /** Null where there is nothing any more. */
  to: unknown;
}

export interface DifferenceRules {
  /** Fields that are left out, with everything within them. */
  skip?: readonly string[];
  /** Fields whose change is told and whose values are not. */
  redact?: readonly string[];
}

const deepest = 10;

type State = object | null | undefined;

/** What differs between two states, in the order of their fields. Absent and null are the same. */
export function differences(from: State, to: State, rules: DifferenceRules = {}, within = ""): Difference[] {
  const fields = new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})]);

  return [...fields].flatMap((name) => {
    const field = within + name;
    if (rules.skip?.includes(field)) return [];

    const [before, after] = [valueOf(from, name), valueOf(to, name)];
    if (isDeepStrictEqual(before, after)) return [];
    if (rules.redact?.includes(field)) return [{ field, from: hide(before), to: hide(after) }];
    if (isObjectOrNothing(before) && isObjectOrNothing(after))
      return differences(before, after, rules, `${field}.`);

    return [{ field, from: before, to: after }];
  });
}

function valueOf(state: State, name: string): unknown {
  return state && Object.hasOwn(state, name) ? plain((state as Record<string, unknown>)[name]) : null;
}

/** A value as JSON has it, so that equal ones are equal. */
function plain(value: unknown, depth = 1): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "function" || typeof value === "symbol" || value === undefined) return null;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  // Deeper things, and circles, are told apart no more.
  if (depth > deepest) return "…";
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));

  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner, depth + 1)]));
}

function hide(value: unknown): string | null {
  return value === null ? null : "[redacted]";
}

function isObjectOrNothing(value: unknown): value is object | null {
  return typeof value === "object" && !Array.isArray(value);
}
