import type { AnyCatalog } from "@admin-events/catalog";
import { canonicalName } from "@admin-events/catalog";

/** How long events are kept. */
export interface RetentionPolicy {
  catalog: AnyCatalog;
  /** For names whose catalog entry says nothing, and names the catalog does not know; null keeps them for ever. */
  defaultDays: number | null;
}

/** What says that something was pruned is never pruned itself. */
export const prunedAction = "events.pruned";

/** For how many days events of a name are kept; null for ever. */
export function retentionDays({ catalog, defaultDays }: RetentionPolicy, name: string): number | null {
  if (name === prunedAction) return null;
  const own = catalog[canonicalName(catalog, name)]?.retentionDays;

  return own === "forever" ? null : (own ?? defaultDays);
}
