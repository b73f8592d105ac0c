import { compareDecimals } from "./compare-decimals.ts";
import { isBytes, toBytes, toPlain } from "./to-plain.ts";

const MAX_DEPTH = 1_000;
const MAX_CANDIDATES = 100_000;

/**
 * Whether two values are the same to an application: bytes, sets, maps, dates and nested objects by their contents; keys and
 * the members of sets in any order. Absent and null are the same, 0 and -0 too. A bigint or decimal object is the same as a
 * number or text with its value, because a column returns one for the other.
 */
export function isSameValue(a: unknown, b: unknown): boolean {
  return isSame(a, b, {
    compared: new WeakMap(),
    depth: 0,
    candidates: { left: MAX_CANDIDATES },
  });
}

interface Comparison {
  /** Pairs that are or were compared: a cycle ends there, and a shared object is compared once. */
  compared: WeakMap<object, WeakSet<object>>;
  depth: number;
  /** Ends a search in sets of sets that contain each other. */
  candidates: { left: number };
}

function isSame(a: unknown, b: unknown, comparison: Comparison): boolean {
  const [left, right] = [toPlain(a), toPlain(b)];
  if (left === right || Object.is(left, right)) return true;
  if (isExactNumber(a) || isExactNumber(b)) return compareDecimals(left, right);
  if (left instanceof Date || right instanceof Date) return isSameTime(left, right);
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;

  return hasCompared(left, right, comparison) || isSameContent(left, right, comparison);
}

function isSameContent(a: object, b: object, comparison: Comparison): boolean {
  if (comparison.depth === MAX_DEPTH) return false;
  const inner = { ...comparison, depth: comparison.depth + 1 };

  if (isBytes(a) || isBytes(b)) return isBytes(a) && isBytes(b) && toBytes(a).equals(toBytes(b));
  if (a instanceof Set || b instanceof Set)
    return a instanceof Set && b instanceof Set && hasSameMembers([...a], b, inner);
  if (a instanceof Map || b instanceof Map)
    return a instanceof Map && b instanceof Map && hasSameMembers([...a], new Set(b), inner);
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isSame(item, b[index], inner))
    );
  }

  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return keys.values().every((key) => isSame(getOwn(a, key), getOwn(b, key), inner));
}

/** Whether each member of `a` is the same as a different member of `b`. Only objects need a search. */
function hasSameMembers(a: readonly unknown[], b: ReadonlySet<unknown>, comparison: Comparison): boolean {
  if (a.length !== b.size) return false;
  const rest = new Set(b);

  return a.every((member) => {
    if (rest.delete(member)) return true;
    for (const other of rest) {
      if (comparison.candidates.left-- <= 0) return false;
      // A comparison that fails must not count as made for the next candidate.
      if (isSame(member, other, { ...comparison, compared: new WeakMap() })) return rest.delete(other);
    }
    return false;
  });
}

function hasCompared(a: object, b: object, { compared }: Comparison): boolean {
  const partners = compared.get(a) ?? new WeakSet();
  if (partners.has(b)) return true;
  compared.set(a, partners.add(b));

  return false;
}

/** A date is the same as the text that JSON writes for it. */
function isSameTime(a: unknown, b: unknown): boolean {
  return toTime(a) === toTime(b);
}

function toTime(value: unknown): unknown {
  if (!(value instanceof Date)) return value;

  return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
}

/** A bigint, or an object that JSON writes as a decimal number in text. */
function isExactNumber(value: unknown): boolean {
  return (
    typeof value === "bigint" ||
    (typeof value === "object" && value !== null && typeof toPlain(value) === "string")
  );
}

function getOwn(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : null;
}
