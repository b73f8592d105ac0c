import { isSecretKey } from "../../events/index.ts";
import type { Difference } from "./differences.ts";

/** Two keys a difference, and room for what the caller adds, within the 100 keys an event may have. */
const mostDifferences = 40;
const longestField = 58;
const largest = 16 * 1024;

/**
 * Differences as metadata: `plan_from` and `plan_to`. However large the states were, it fits an event: long values are
 * cut, values within lists become text, and beyond forty fields `more_changes` counts the rest.
 */
export function changeMetadata(differences: readonly Difference[]): Record<string, unknown> {
  const shown = differences.slice(0, mostDifferences);
  const rest = differences.length - shown.length;
  const ofLength = (longest: number) => ({
    ...Object.fromEntries(shown.flatMap((difference) => pairOf(difference, longest))),
    ...(rest > 0 && { more_changes: rest }),
  });
  const metadata = ofLength(500);

  return Buffer.byteLength(JSON.stringify(metadata)) <= largest ? metadata : ofLength(50);
}

function pairOf({ field, from, to }: Difference, longest: number): [string, unknown][] {
  const name = cut(field, longestField);

  return [
    [`${name}_from`, short(from, longest)],
    [`${name}_to`, short(to, longest)],
  ];
}

function short(value: unknown, longest: number): unknown {
  if (typeof value === "string") return cut(value, longest);
  if (typeof value !== "object" || value === null) return value;

  // As text it is beyond what keeps secrets out of metadata.
  const text = JSON.stringify(value, (key, inner: unknown) => (isSecretKey(key) ? "[redacted]" : inner));
  const isFlat = Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null);

  return isFlat && text.length <= longest ? value : cut(text, longest);
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
}
