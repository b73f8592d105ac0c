import type { JsonValue } from "../../events/index.ts";
import { isBytes, isRecord, toBytes, toPlain } from "./to-plain.ts";

const MAX_DEPTH = 10;
const MAX_VALUES = 20_000;

/**
 * A value as JSON that a person can read: bytes as their number, sets as lists, numbers that JSON lacks as text. Keys are in
 * alphabetical order, so that the texts of two values first differ where the values do.
 *
 * @param path of the value, such as `address`
 * @param isHidden whether the value at a path is hidden, by that path, its last part and the value
 */
export function describeValue(
  value: unknown,
  path: string,
  isHidden: (path: string, name: string, value: unknown) => boolean,
): JsonValue {
  // Shared and circular objects could otherwise unfold without end.
  let left = MAX_VALUES;
  return describe(value, path, 1);

  function describe(original: unknown, path: string, depth: number): JsonValue {
    const plain = toPlain(original);
    if (typeof plain === "bigint") return plain.toString();
    if (typeof plain === "number") return Number.isFinite(plain) ? plain + 0 : String(plain);
    if (plain instanceof Date) return Number.isNaN(plain.getTime()) ? "Invalid Date" : plain.toISOString();
    if (isBytes(plain)) return `${toBytes(plain).length} bytes`;
    if (typeof plain !== "object" || plain === null) return plain as string | boolean | null;
    if (depth > MAX_DEPTH || left-- <= 0) return "…";

    if (!isRecord(plain)) {
      const items = plain as Iterable<unknown>;
      return Array.from(items, (item) => describe(item, path, depth + 1));
    }
    const entries = Object.keys(plain)
      .sort()
      .map((name): [string, JsonValue] => {
        const inner = `${path}.${name}`;
        return [
          name,
          isHidden(inner, name, plain[name]) ? redact(plain[name]) : describe(plain[name], inner, depth + 1),
        ];
      });
    return Object.fromEntries(entries);
  }
}

/** The value of a hidden field: only whether it has one. */
export function redact(value: unknown): string | null {
  return toPlain(value) === null ? null : "[redacted]";
}
