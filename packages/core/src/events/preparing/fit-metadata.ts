import { truncateText } from "../../text/index.ts";
import type { JsonValue, Metadata } from "../event.ts";

/** Texts and lists are cut to these lengths, one after the other, until the metadata fits. */
const CUTS = [
  { text: 4_096, list: 500 },
  { text: 2_048, list: 250 },
  { text: 1_024, list: 100 },
  { text: 512, list: 50 },
  { text: 256, list: 25 },
  { text: 64, list: 10 },
  { text: 16, list: 3 },
];

/** Cuts the longest texts and lists to fit `maxBytes` of JSON. Null if even the keys are too large. */
export function fitMetadata(
  metadata: Metadata,
  maxBytes: number,
): { metadata: Metadata; cut: string | null } | null {
  if (hasAtMost(metadata, maxBytes)) return { metadata, cut: null };

  for (const { text, list } of CUTS) {
    const smaller = shrink(metadata, text, list) as Metadata;
    if (hasAtMost(smaller, maxBytes))
      return {
        metadata: smaller,
        cut: `its texts were cut to ${text} characters and its lists to ${list} elements`,
      };
  }
  return null;
}

/** JSON has at most six bytes for a character, and fewer than this for a number with its punctuation. */
const MAX_SCALAR_BYTES = 32;

function hasAtMost(metadata: Metadata, maxBytes: number): boolean {
  if (isSurelySmall(metadata, maxBytes)) return true;
  const { length } = JSON.stringify(metadata);

  // A character has at most three bytes.
  return length * 3 <= maxBytes || Buffer.byteLength(JSON.stringify(metadata)) <= maxBytes;
}

/** Adds up lengths, which is cheaper than writing JSON. False if it would have to look into objects. */
function isSurelySmall(metadata: Metadata, maxBytes: number): boolean {
  let estimatedBytes = 2;
  for (const key of Object.keys(metadata)) {
    const value = metadata[key];
    if (typeof value === "object" && value !== null) return false;
    estimatedBytes += MAX_SCALAR_BYTES + 6 * (key.length + (typeof value === "string" ? value.length : 0));
  }

  return estimatedBytes <= maxBytes;
}

function shrink(value: JsonValue, maxText: number, maxList: number): JsonValue {
  if (typeof value === "string") return truncateText(value, maxText);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, maxList).map((inner) => shrink(inner, maxText, maxList));

  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, shrink(inner, maxText, maxList)]),
  );
}
