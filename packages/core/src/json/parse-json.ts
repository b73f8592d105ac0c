import { LONG_NUMBER_KEY, protectJson } from "./protect-json.ts";

/**
 * Parses JSON that others wrote. Unlike `JSON.parse`, it never confuses keys with escapes, and keeps numbers that
 * JavaScript cannot hold: {@link getLongNumber} reads them. Keys with a quote, a backslash or a control character contain
 * placeholders, which `cleanMetadata` refuses.
 *
 * @throws {SyntaxError} if the text is not JSON.
 */
export function parseJson(text: string): unknown {
  return JSON.parse(protectJson(text));
}

/** The number that an object of {@link parseJson} stands for, as it was written; null for any other value. */
export function getLongNumber(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, LONG_NUMBER_KEY)) return null;
  const { [LONG_NUMBER_KEY]: number } = value as Record<string, unknown>;

  return typeof number === "string" && /^-?\d[\d.eE+-]*$/.test(number) ? number : null;
}
