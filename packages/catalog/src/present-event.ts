import type { AnyCatalog, DescribedEvent } from "./define-events.ts";

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

/** A name and its aliases: every stored spelling that counts as this event. */
export function spellingsOf(catalog: AnyCatalog, name: string): string[] {
  const definition = Object.hasOwn(catalog, name) ? catalog[name] : undefined;

  return [name, ...(definition?.aliases ?? [])];
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
