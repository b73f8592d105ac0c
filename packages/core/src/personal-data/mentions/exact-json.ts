import type { JsonValue } from "../../events/index.ts";

// ES2026, which TypeScript's library does not describe yet.
const { isRawJSON, rawJSON } = JSON as unknown as {
  isRawJSON: (value: unknown) => boolean;
  rawJSON: (text: string) => JsonValue;
};
type Reviver = (key: string, value: JsonValue, context: { source?: string }) => JsonValue;

/** Parses JSON so that `JSON.stringify` writes every number as it was, also those with more digits than a double holds. */
export function parseExactly(text: string): JsonValue {
  const keepNumber: Reviver = (_key, value, { source }) =>
    typeof value === "number" && source !== undefined && String(value) !== source ? rawJSON(source) : value;

  return JSON.parse(text, keepNumber as (key: string, value: unknown) => unknown) as JsonValue;
}

/** Whether a value is a number that {@link parseExactly} kept as text. */
export function isExactNumber(value: unknown): boolean {
  return isRawJSON(value);
}
