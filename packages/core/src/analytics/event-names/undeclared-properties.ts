import { getDeclaredFields, findUnknownProperties, getMetadataSchema } from "../../events/index.ts";
import type { QueryContext } from "../query-context.ts";
import { readLatestMetadata } from "./latest-metadata.sql.ts";

export interface UndeclaredProperty {
  name: string;
  /** With dots between the keys of nested objects. */
  property: string;
  /** The declared property that was most likely meant; null if none is near. */
  nearest: string | null;
  /** How many of the latest 20 events of this name have it. */
  count: number;
}

const MAX_LISTED_PROPERTIES = 200;

/** Properties of the latest 20 events of each name that the catalog's schema does not declare, by name and then most events first. */
export async function findUndeclaredProperties({ em, catalog }: QueryContext): Promise<UndeclaredProperty[]> {
  const names = Object.keys(catalog).filter(
    (name) => !getDeclaredFields(getMetadataSchema(catalog, name)).isOpen,
  );
  const found = new Map<string, UndeclaredProperty>();

  for (const { name, metadata } of await readLatestMetadata(em, names)) {
    const declared = getDeclaredFields(getMetadataSchema(catalog, name));
    for (const { path, nearest } of findUnknownProperties(metadata, declared)) {
      const known = found.get(`${name} ${path}`);
      if (known) known.count++;
      else found.set(`${name} ${path}`, { name, property: path, nearest, count: 1 });
    }
  }

  return [...found.values()]
    .toSorted((a, b) => a.name.localeCompare(b.name) || b.count - a.count)
    .slice(0, MAX_LISTED_PROPERTIES);
}
