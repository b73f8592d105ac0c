import type { JsonValue } from "../api/outputs.ts";
import type { Scalar } from "../feed/filter/scalar-text.ts";
import { isScalar } from "../feed/filter/scalar-text.ts";

/** One line of an event's metadata. */
export interface MetadataRow {
  /** Where the value stands, in JavaScript's way: `address.city`, `items[0].sku`. */
  path: string;
  /** The last part of the path. */
  key: string;
  /** How deep it is nested; 0 at the top. */
  depth: number;
  /** What a copy takes: a text as it is, anything else as JSON. */
  copy: string;
  /** How many values an object or a list holds; null for a scalar. */
  size: number | null;
  value: JsonValue;
  /** What the feed can be filtered by; null for whatever stands in a list or is none. */
  filter: { key: string; value: Scalar } | null;
}

/** Metadata line by line: every property, and below an object or a list what it holds. */
export function metadataRows(metadata: Readonly<Record<string, JsonValue>>): MetadataRow[] {
  return Object.entries(metadata).flatMap(([key, value]) =>
    rowsOf(value, { key, path: key, depth: 0, filterKey: key }),
  );
}

interface Place {
  key: string;
  path: string;
  depth: number;
  filterKey: string | null;
}

function rowsOf(value: JsonValue, { key, path, depth, filterKey }: Place): MetadataRow[] {
  const row = { path, key, depth, value, copy: typeof value === "string" ? value : JSON.stringify(value) };
  if (isScalar(value)) {
    const canFilter = filterKey !== null && askable.test(filterKey) && String(value).length <= 8_000;
    return [{ ...row, size: null, filter: canFilter ? { key: filterKey, value } : null }];
  }
  const children = Array.isArray(value)
    ? value.map((child, index) => {
        const itemKey = `[${index}]`;
        return rowsOf(child, { key: itemKey, path: path + itemKey, depth: depth + 1, filterKey: null });
      })
    : Object.entries(value).map(([childKey, child]) =>
        rowsOf(child, {
          key: childKey,
          path: `${path}.${childKey}`,
          depth: depth + 1,
          filterKey: filterKey && `${filterKey}.${childKey}`,
        }),
      );
  return [{ ...row, size: children.length, filter: null }, ...children.flat()];
}

/** The keys that the API takes in a filter. */
const askable = /^[\p{L}\p{N}_$:. -]{1,128}$/u;
