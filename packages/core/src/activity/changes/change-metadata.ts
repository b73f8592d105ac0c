import { isDeepStrictEqual } from "node:util";
import type { JsonValue } from "../../events/index.ts";
import { truncateText } from "../../text/index.ts";
import type { Difference } from "./differences.ts";
import { shortenPair } from "./shorten-pair.ts";

/** Two keys per difference leave room for the caller's keys within the 100 that an event may have. */
const MAX_DIFFERENCES = 40;
const MAX_FIELD_LENGTH = 58;
const MAX_BYTES = 16 * 1024;
const MAX_VALUE_LENGTH = 500;
const MAX_VALUE_LENGTH_OF_LARGE_CHANGES = 50;

export interface ChangeMetadata {
  /** `plan_from` and `plan_to` for each field. */
  metadata: Record<string, JsonValue>;
  /** The fields that have such a pair. */
  changedFields: string[];
}

/**
 * Differences as metadata: `plan_from` and `plan_to`. Always fits an event: long values are cut around what differs, values in
 * lists become text, and `more_changes` counts the fields beyond 40. Both values of a pair never look the same, unless they
 * are hidden.
 */
export function toChangeMetadata(differences: readonly Difference[]): ChangeMetadata {
  const shown = differences.slice(0, MAX_DIFFERENCES);
  const rest = differences.length - shown.length;
  const changedFields = toDistinctNames(shown.map(({ field }) => field));
  const build = (maxLength: number) => ({
    ...Object.fromEntries(
      shown.flatMap((difference, index) => toPair(changedFields[index] ?? "", difference, maxLength)),
    ),
    ...(rest > 0 && { more_changes: rest }),
  });
  const metadata = build(MAX_VALUE_LENGTH);
  const isLarge = Buffer.byteLength(JSON.stringify(metadata)) > MAX_BYTES;

  return { metadata: isLarge ? build(MAX_VALUE_LENGTH_OF_LARGE_CHANGES) : metadata, changedFields };
}

function toPair(
  name: string,
  { from, to, isRedacted }: Difference,
  maxLength: number,
): [string, JsonValue][] {
  const [before, after] = shortenPair(from, to, maxLength);
  const looksSame = !isRedacted && isDeepStrictEqual(before, after);

  return [
    [`${name}_from`, before],
    [`${name}_to`, looksSame ? `${toText(after)} (changed)` : after],
  ];
}

function toText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Names that an event may have as keys, each once. */
function toDistinctNames(fields: readonly string[]): string[] {
  const names = new Set<string>();
  for (const field of fields) {
    const clean = field.toWellFormed().replaceAll(/["\\\p{Cc}]/gu, "_");
    let name = truncateText(clean, MAX_FIELD_LENGTH);
    for (let number = 2; names.has(name); number++)
      name = `${truncateText(clean, MAX_FIELD_LENGTH - 4)}~${number}`;
    names.add(name);
  }

  return [...names];
}
