import type { AnyCatalog } from "@admin-events/catalog";
import { getDashboardSteps } from "@admin-events/catalog";

const MAX_EVENTS = 3;

interface StoredName {
  name: string;
  count: number;
  deprecated: string | null;
}

/**
 * The events of the dashboard: the steps that the catalog declares, or, if none of them has ever happened, up to three events that
 * have. The catalog's own come first, in its order, then the most frequent ones.
 */
export function chooseDashboardEvents(catalog: AnyCatalog, stored: readonly StoredName[]): string[] {
  const steps = getDashboardSteps(catalog);
  const happened = stored.filter(({ count, deprecated }) => count > 0 && deprecated === null);
  if (happened.length === 0 || happened.some(({ name }) => steps.includes(name))) return steps;

  const planned = Object.keys(catalog);
  const getRank = (name: string) => (planned.includes(name) ? planned.indexOf(name) : planned.length);
  return happened
    .toSorted((a, b) => getRank(a.name) - getRank(b.name) || b.count - a.count)
    .slice(0, MAX_EVENTS)
    .map(({ name }) => name);
}
