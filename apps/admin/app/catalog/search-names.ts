import type { EventNameSummary } from "@admin-events/client/query";

/** The names whose name or title contains every word, in alphabetical order and so grouped by subject. */
export function searchNames(names: readonly EventNameSummary[], search: string): EventNameSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return names
    .filter(({ name, title }) => words.every((word) => `${name} ${title}`.toLowerCase().includes(word)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** `order.placed` → `order`. */
export function getSubject(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}
