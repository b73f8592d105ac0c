import { canonicalName, presentName } from "@admin-events/catalog";
import type { QueryContext } from "../query-context.ts";
import type { StoredName } from "./event-names.sql.ts";
import { countStoredNames } from "./event-names.sql.ts";

export interface EventNameSummary {
  name: string;
  title: string;
  icon: string;
  /** False for a stored name that is not in the catalog. */
  planned: boolean;
  deprecated: string | null;
  count: number;
  /** ISO 8601; null without events. */
  lastSeenAt: string | null;
}

/** Lists all names that are in the catalog or stored, most events first. An alias counts towards its canonical name. */
export async function getEventNames({ em, catalog }: QueryContext): Promise<EventNameSummary[]> {
  const byName = new Map<string, StoredName>(
    Object.keys(catalog).map((name) => [name, { name, title: null, ...NO_EVENTS }]),
  );
  for (const { title, ...stored } of await countStoredNames(em)) {
    const name = canonicalName(catalog, stored.name);
    const summary = byName.get(name) ?? { name, title, ...NO_EVENTS };
    byName.set(name, {
      ...summary,
      count: summary.count + stored.count,
      lastSeenAt: getLater(summary.lastSeenAt, stored.lastSeenAt),
    });
  }

  return [...byName.values()]
    .map(({ title, ...summary }) => ({ ...summary, ...presentName(catalog, summary.name, title) }))
    .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

const NO_EVENTS = { count: 0, lastSeenAt: null };

function getLater(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}
