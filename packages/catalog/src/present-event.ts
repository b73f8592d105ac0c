import type { AnyCatalog, DescribedEvent } from "./define-events.ts";
import { matchesEventName } from "./event-name.ts";

/** How one event looks to a person. */
export interface PresentedEvent {
  title: string;
  icon: string;
  /** One sentence; null when the catalog has none for this event. */
  description: string | null;
  /** False for a name the catalog does not know. */
  planned: boolean;
  /** Why the event should no longer be sent; null while it should. */
  deprecated: string | null;
}

const fallbackIcon = "•";

/** The catalog's title, icon and description of an event. Never throws: unknown names and old metadata fall back. */
export function presentEvent(catalog: AnyCatalog, event: DescribedEvent): PresentedEvent {
  const definition = catalog[canonicalName(catalog, event.name)];

  return {
    ...presentName(catalog, event.name, event.title),
    description: definition ? describe(definition.describe, event) : null,
  };
}

/**
 * Title, icon and standing of a name. A name the catalog does not know is shown by its imported title, or else reads
 * as its words: `post.was_shared` → "Post was shared".
 */
export function presentName(
  catalog: AnyCatalog,
  name: string,
  importedTitle?: string | null,
): Omit<PresentedEvent, "description"> {
  const definition = catalog[canonicalName(catalog, name)];
  if (!definition) {
    return {
      title: importedTitle ?? titleFromName(name),
      icon: fallbackIcon,
      planned: false,
      deprecated: null,
    };
  }

  return {
    title: definition.title,
    icon: definition.icon,
    planned: true,
    deprecated: definition.deprecated ?? null,
  };
}

/** The name under which events of this name are stored: an alias becomes the name that declares it. */
export function canonicalName(catalog: AnyCatalog, name: string): string {
  if (Object.hasOwn(catalog, name)) return name;

  return Object.keys(catalog).find((known) => catalog[known]?.aliases?.includes(name)) ?? name;
}

/**
 * Whether a name, `post.*` or `*` selects events stored under this name. Aliases count as the name that declares them,
 * in the pattern as in the store.
 */
export function selectsEventName(catalog: AnyCatalog, pattern: string, name: string): boolean {
  const wanted = pattern.endsWith("*") ? pattern : canonicalName(catalog, pattern);

  return matchesEventName(wanted, canonicalName(catalog, name));
}

/** Every alias with the name that declares it. */
export function aliasesOf(catalog: AnyCatalog): Record<string, string> {
  return Object.fromEntries(
    Object.entries(catalog).flatMap(([name, { aliases = [] }]) => aliases.map((alias) => [alias, name])),
  );
}

function titleFromName(name: string): string {
  const words = name.replaceAll(/[._]+/g, " ").trim();

  return words.charAt(0).toUpperCase() + words.slice(1);
}

function describe(write: ((event: never) => string) | undefined, event: DescribedEvent): string | null {
  try {
    return write?.(event as never) ?? null;
  } catch {
    return null;
  }
}
