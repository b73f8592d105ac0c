import type { AnyCatalog } from "@admin-events/catalog";
import { canonicalName } from "@admin-events/catalog";

export interface RetentionPolicy {
  catalog: AnyCatalog;
  /** For names without `retentionDays` in the catalog; null to keep them forever. */
  defaultDays: number | null;
}

/** The activity that records a prune. It is never pruned itself. */
export const PRUNED_ACTION = "events.pruned";

/** How many days events of a name are kept; null for forever. */
export function getRetentionDays({ catalog, defaultDays }: RetentionPolicy, name: string): number | null {
  if (name === PRUNED_ACTION) return null;
  const days = catalog[canonicalName(catalog, name)]?.retentionDays;

  return days === "forever" ? null : (days ?? defaultDays);
}
