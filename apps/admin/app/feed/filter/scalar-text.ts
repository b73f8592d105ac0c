/** A value that a metadata property can be compared with. */
export type Scalar = string | number | boolean | null;

/**
 * A scalar as a person types it: a text as it is, anything else as JSON. A text that would read as something else
 * stands in quotes: `"12"` is the text, `12` the number. {@link parseScalar} reverses it exactly.
 */
export function writeScalar(value: Scalar): string {
  return typeof value === "string" && parseScalar(value) === value ? value : JSON.stringify(value);
}

/** Reads what {@link writeScalar} wrote; text that is no JSON scalar stands for itself. */
export function parseScalar(text: string): Scalar {
  try {
    const value: unknown = JSON.parse(text);
    return isScalar(value) ? value : text;
  } catch {
    return text;
  }
}

/** Whether a value can be compared with: text, a finite number, true, false or null. */
export function isScalar(value: unknown): value is Scalar {
  if (typeof value === "number") return Number.isFinite(value);
  return value === null || typeof value === "string" || typeof value === "boolean";
}
