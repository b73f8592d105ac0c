import type { NamedEvents } from "../api/outputs.ts";

/** The names that mention every word of the search, in name or title, grouped by subject in alphabetical order. */
export function matchingNames(names: readonly NamedEvents[], search: string) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = names
    .filter(({ name, title }) => words.every((word) => `${name} ${title}`.toLowerCase().includes(word)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return Map.groupBy(found, ({ name }) => name.slice(0, name.indexOf(".")) || name);
}
