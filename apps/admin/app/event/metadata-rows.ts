import type { JsonValue, Scalar } from "@admin-events/client/query";
import { isScalar } from "../feed/filter/scalar-text.ts";

/** One line of an event's metadata. */
export interface MetadataRow {
  /** Like `address.city` or `items[0].sku`. */
  path: string;
  /** The last part of the path. */
  key: string;
  /** The nesting depth, from 0. */
  depth: number;
  /** The copied text: text as it is, anything else as JSON. */
  copy: string;
  /** The number of values in an object or list; null for a scalar. */
  size: number | null;
  value: JsonValue;
  /** The filter for the feed; null for values that the API cannot filter by. An element is found by the key of its list. */
  filter: { key: string; value: Scalar } | null;
}

/** Flattens metadata into rows: every property, followed by the contents of objects and lists. */
export function toMetadataRows(metadata: Readonly<Record<string, JsonValue>>): MetadataRow[] {
  return Object.entries(metadata).flatMap(([key, value]) =>
    toRows(value, { key, path: key, depth: 0, filterKey: key }),
  );
}

interface Location {
  key: string;
  path: string;
  depth: number;
  filterKey: string | null;
}

function toRows(value: JsonValue, { key, path, depth, filterKey }: Location): MetadataRow[] {
  const row = { path, key, depth, value, copy: typeof value === "string" ? value : JSON.stringify(value) };
  if (isScalar(value)) {
    const canFilter =
      filterKey !== null && canFilterBy(filterKey) && String(value).length <= MAX_FILTER_VALUE_LENGTH;
    return [{ ...row, size: null, filter: canFilter ? { key: filterKey, value } : null }];
  }
  const children = Array.isArray(value)
    ? value.map((child, index) => {
        const itemKey = `[${index}]`;
        // Filters look into a list, but not into a list within a list.
        const itemFilterKey = Array.isArray(child) ? null : filterKey;
        return toRows(child, {
          key: itemKey,
          path: path + itemKey,
          depth: depth + 1,
          filterKey: itemFilterKey,
        });
      })
    : Object.entries(value).map(([childKey, child]) =>
        toRows(child, {
          key: childKey,
          path: `${path}.${childKey}`,
          depth: depth + 1,
          filterKey: filterKey && `${filterKey}.${childKey}`,
        }),
      );
  return [{ ...row, size: children.length, filter: null }, ...children.flat()];
}

// The limits of the API.
const MAX_FILTER_KEY_LENGTH = 324;
const MAX_FILTER_VALUE_LENGTH = 8_000;

function canFilterBy(key: string): boolean {
  return key !== "" && key.length <= MAX_FILTER_KEY_LENGTH && !/["\\\p{Cc}]/u.test(key);
}
