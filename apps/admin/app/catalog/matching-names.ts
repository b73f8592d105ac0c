import type { NamedEvents } from "../api/outputs.ts";

/** The names that mention every word of the search, in name or title; in alphabetical order, so subject by subject. */
export function matchingNames(names: readonly NamedEvents[], search: string): NamedEvents[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return names
    .filter(({ name, title }) => words.every((word) => `${name} ${title}`.toLowerCase().includes(word)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The subject of a name: all before its last dot. */
export function subjectOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}
