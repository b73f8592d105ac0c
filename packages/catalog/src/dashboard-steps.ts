import type { AnyCatalog } from "./define-events.ts";
import { presentName } from "./present-event.ts";

/** The names of the events with a `dashboardStep`, in the order of these steps. */
export function getDashboardSteps(catalog: AnyCatalog): string[] {
  return Object.entries(catalog)
    .filter(([, { dashboardStep }]) => dashboardStep !== undefined)
    .toSorted(([, a], [, b]) => (a.dashboardStep ?? 0) - (b.dashboardStep ?? 0))
    .map(([name]) => name);
}

/** The event with which people begin: the first step of the dashboard, or else the catalog's first event. Null without events. */
export function getFirstEvent(catalog: AnyCatalog): string | null {
  const current = Object.keys(catalog).filter((name) => !catalog[name]?.deprecated);

  return getDashboardSteps(catalog)[0] ?? current[0] ?? null;
}

/** The heading of an event's charts: `plural`, or else its title. */
export function getPluralTitle(catalog: AnyCatalog, name: string): string {
  return catalog[name]?.plural ?? presentName(catalog, name).title;
}
