import type { AnyCatalog } from "@admin-events/catalog";
import { canonicalName } from "@admin-events/catalog";

export interface RetentionPolicy {
  catalog: AnyCatalog;
  /** For names without `retentionDays` in the catalog; null to keep them forever. */
  defaultDays: number | null;
}

/** The activity that records a prune. It is never pruned itself. */
export const PRUNED_ACTION = "events.pruned";

/** The activity that records an erasure. It is never pruned: it explains what the erasure changed in the activity log. */
export const ERASED_ACTION = "person.erased";

/** How many days events of a name are kept; null for forever. */
export function getRetentionDays({ catalog, defaultDays }: RetentionPolicy, name: string): number | null {
  if (name === PRUNED_ACTION || name === ERASED_ACTION) return null;
  const days = catalog[canonicalName(catalog, name)]?.retentionDays;

  return days === "forever" ? null : (days ?? defaultDays);
}
