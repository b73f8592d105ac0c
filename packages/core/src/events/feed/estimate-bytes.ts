import type { StoredEvent } from "../event.ts";

/** The fields other than metadata, most of which are short. */
const FIELDS_BYTES = 400;
const SCALAR_BYTES = 8;

/** The approximate size of an event as JSON, without making the JSON. */
export function estimateBytes({ metadata }: Pick<StoredEvent, "metadata">): number {
  return FIELDS_BYTES + estimate(metadata);
}

function estimate(value: unknown): number {
  if (typeof value === "string") return value.length + SCALAR_BYTES;
  if (typeof value !== "object" || value === null) return SCALAR_BYTES;

  let bytes = SCALAR_BYTES;
  if (Array.isArray(value)) for (const item of value) bytes += estimate(item);
  else for (const [key, item] of Object.entries(value)) bytes += key.length + estimate(item);

  return bytes;
}

/** Cuts a list into parts of at most `maxBytes`, in order. An item that is larger has a part of its own. */
export function splitByBytes<Item extends { bytes: number }>(
  items: readonly Item[],
  maxBytes: number,
): Item[][] {
  const parts: Item[][] = [];
  let part: Item[] = [];
  let bytes = 0;

  for (const item of items) {
    if (part.length > 0 && bytes + item.bytes > maxBytes) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(item);
    bytes += item.bytes;
  }
  if (part.length > 0) parts.push(part);

  return parts;
}
