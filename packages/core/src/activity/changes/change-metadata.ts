import { isSecretKey } from "../../events/index.ts";
import type { Difference } from "./differences.ts";

/** Two keys per difference leave room for the caller's keys within the 100 that an event may have. */
const MAX_DIFFERENCES = 40;
const MAX_FIELD_LENGTH = 58;
const MAX_BYTES = 16 * 1024;
const MAX_VALUE_LENGTH = 500;
const MAX_VALUE_LENGTH_OF_LARGE_CHANGES = 50;

/**
 * Differences as metadata: `plan_from` and `plan_to`. Always fits an event: long values are cut, values in lists become
 * text, and `more_changes` counts the fields beyond 40.
 */
export function toChangeMetadata(differences: readonly Difference[]): Record<string, unknown> {
  const shown = differences.slice(0, MAX_DIFFERENCES);
  const rest = differences.length - shown.length;
  const build = (maxLength: number) => ({
    ...Object.fromEntries(shown.flatMap((difference) => toPair(difference, maxLength))),
    ...(rest > 0 && { more_changes: rest }),
  });
  const metadata = build(MAX_VALUE_LENGTH);

  return Buffer.byteLength(JSON.stringify(metadata)) <= MAX_BYTES
    ? metadata
    : build(MAX_VALUE_LENGTH_OF_LARGE_CHANGES);
}

function toPair({ field, from, to }: Difference, maxLength: number): [string, unknown][] {
  const name = truncate(field, MAX_FIELD_LENGTH);

  return [
    [`${name}_from`, shorten(from, maxLength)],
    [`${name}_to`, shorten(to, maxLength)],
  ];
}

function shorten(value: unknown, maxLength: number): unknown {
  if (typeof value === "string") return truncate(value, maxLength);
  if (typeof value !== "object" || value === null) return value;

  // Ingestion redacts secrets by key, which it cannot do in text.
  const text = JSON.stringify(value, (key, inner: unknown) => (isSecretKey(key) ? "[redacted]" : inner));
  const isFlat = Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null);

  return isFlat && text.length <= maxLength ? value : truncate(text, maxLength);
}

function truncate(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1).toWellFormed()}…`;
}
