import type { AnyCatalog } from "@admin-events/catalog";
import { LRUCache } from "lru-cache";
import { findNearest } from "../../text/index.ts";
import type { Metadata } from "../event.ts";
import type { DeclaredFields } from "./declared-fields.ts";
import { formatKey } from "./metadata-key.ts";

export interface UnknownProperty {
  /** With dots between the keys of nested objects. */
  path: string;
  /** The declared path that was most likely meant; null if none is near. */
  nearest: string | null;
}

/** More than these are not reported for one event. */
const MAX_UNKNOWN_PROPERTIES = 5;
const MAX_CACHED_NAMES = 1_000;
/** Properties that clients add to events, such as the request in which a server tracked one. */
const ADDED_BY_CLIENTS = /^(?:\$|(?:groups|request)$)/;

const nearestByOwner = new WeakMap<object, LRUCache<string, { nearest: string | null }>>();

/** Cached for the catalog or schema that has the candidates, because a sender repeats its names. */
function findCached(owner: object, text: string, listCandidates: () => string[]): string | null {
  let cache = nearestByOwner.get(owner);
  if (!cache) {
    cache = new LRUCache({ max: MAX_CACHED_NAMES });
    nearestByOwner.set(owner, cache);
  }
  let found = cache.get(text);
  if (!found) {
    found = { nearest: findNearest(text, listCandidates()) };
    cache.set(text, found);
  }

  return found.nearest;
}

/** The name of the catalog that was most likely meant; null if none is near. */
export function findNearestName(catalog: AnyCatalog, name: string): string | null {
  return findCached(catalog, name, () => Object.keys(catalog));
}

/** Null if no name of the catalog is near. */
export function suggestName(catalog: AnyCatalog, name: string): string | null {
  const nearest = findNearestName(catalog, name);

  return nearest && `${name} is not in the catalog. Did you mean ${nearest}?`;
}

/** A warning for a name or properties that are not in the catalog. With an empty catalog, nothing is expected to be. */
export function listUnplanned(
  catalog: AnyCatalog,
  name: string,
  metadata: Metadata,
  declared: DeclaredFields,
): string[] {
  if (!Object.hasOwn(catalog, name))
    return isEmpty(catalog) ? [] : [suggestName(catalog, name) ?? `${name} is not in the catalog.`];
  if (declared.fields.size === 0) return [];

  return findUnknownProperties(metadata, declared).map(
    ({ path, nearest }) =>
      `metadata.${path}: is not in the catalog's ${name}.${nearest === null ? "" : ` Did you mean ${nearest}?`}`,
  );
}

function isEmpty(catalog: AnyCatalog): boolean {
  for (const _ in catalog) return false;
  return true;
}

/** The properties that a schema does not declare, also of nested objects. At most five. */
export function findUnknownProperties(metadata: Metadata, declared: DeclaredFields): UnknownProperty[] {
  const unknown: UnknownProperty[] = [];
  collectUnknown(metadata, declared, "", unknown);

  return unknown;
}

function collectUnknown(
  object: Metadata,
  declared: DeclaredFields,
  prefix: string,
  unknown: UnknownProperty[],
): void {
  const { fields, isOpen } = declared;
  for (const key in object) {
    if (unknown.length >= MAX_UNKNOWN_PROPERTIES) return;
    const value = object[key];
    const field = fields.get(key);
    if (field) {
      if (field.fields.size > 0 && isObject(value)) collectUnknown(value, field, `${prefix}${key}.`, unknown);
    } else if (!isOpen && !(prefix === "" && ADDED_BY_CLIENTS.test(key))) {
      const nearest = findCached(declared, key, () => [...fields.keys()]);
      // A property that the event has as well is not the one that was meant.
      const isMeant = nearest !== null && !Object.hasOwn(object, nearest);
      unknown.push({ path: prefix + formatKey(key), nearest: isMeant ? prefix + nearest : null });
    }
  }
}

function isObject(value: Metadata[string] | undefined): value is Metadata {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
