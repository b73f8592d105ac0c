import type { Scalar } from "@admin-events/client/query";

/**
 * Formats a scalar the way people type it: text as it is, anything else as JSON. Text that would parse as another value
 * is quoted: `"12"` is text, `12` a number. {@link parseScalar} reverses it exactly.
 */
export function formatScalar(value: Scalar): string {
  return typeof value === "string" && parseScalar(value) === value ? value : JSON.stringify(value);
}

/**
 * Parses text from {@link formatScalar}. Text that is not a JSON scalar is returned as it is, and so is a number with more
 * digits than JavaScript holds, because events store it as text.
 */
export function parseScalar(text: string): Scalar {
  try {
    const value: unknown = JSON.parse(text);
    return isScalar(value) && !isRounded(value, text) ? value : text;
  } catch {
    return text;
  }
}

function isRounded(value: Scalar, text: string): boolean {
  return (
    typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER && String(value) !== text.trim()
  );
}

export function isScalar(value: unknown): value is Scalar {
  if (typeof value === "number") return Number.isFinite(value);
  return value === null || typeof value === "string" || typeof value === "boolean";
}
