import type { CleaningReport } from "./cleaning-report.ts";

/**
 * What `JSON.stringify` writes instead of a value: the result of `toJSON`, and a primitive instead of its object. Undefined
 * if the value cannot be read.
 */
export function toPlain(value: unknown, key: string | number, report: CleaningReport): unknown {
  if ((typeof value !== "object" || value === null) && typeof value !== "bigint") return value;

  try {
    const { toJSON } = value as { toJSON?: unknown };
    const plain: unknown =
      typeof toJSON === "function" ? (toJSON as (key: string) => unknown).call(value, String(key)) : value;
    if (plain === null && value instanceof Date) report.warn("is not a valid date and was stored as null");

    return isBoxed(plain) ? plain.valueOf() : plain;
  } catch (error) {
    report.warnUnreadable(error);
    return undefined;
  }
}

/** Reads a property, which a getter or a proxy may refuse. */
export function readProperty(owner: object, key: string | number, report: CleaningReport): unknown {
  try {
    return (owner as Record<string | number, unknown>)[key];
  } catch (error) {
    report.warnUnreadable(error);
    return undefined;
  }
}

/** Whether JSON has no form for a value: it leaves it out of objects and writes null in lists. */
export function isOmitted(value: unknown): boolean {
  return value === undefined || typeof value === "function" || typeof value === "symbol";
}

function isBoxed(value: unknown): value is { valueOf: () => string | number | boolean | bigint } {
  return (
    value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt
  );
}
