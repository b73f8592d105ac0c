import { getLongNumber } from "./parse-json.ts";
import { BACKSLASH_IN_KEY, QUOTE_IN_KEY } from "./protect-json.ts";

/**
 * What `JSON.parse` returns for JSON that `parseJson` read: keys with their quotes and backslashes, and numbers as numbers.
 * For JSON whose keys are patterns, such as a JSON Schema.
 */
export function restoreJson(value: unknown): unknown {
  const number = getLongNumber(value);
  if (number !== null) return Number(number);
  if (Array.isArray(value)) return value.map(restoreJson);
  if (typeof value !== "object" || value === null) return value;

  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replaceAll(QUOTE_IN_KEY, '"').replaceAll(BACKSLASH_IN_KEY, "\\"),
      restoreJson(inner),
    ]),
  );
}
