import type { AnyCatalog, DescribedEvent } from "./define-events.ts";
import { renderTemplate } from "./describe-template.ts";
import { matchesEventName } from "./event-name.ts";

export interface PresentedEvent {
  title: string;
  icon: string;
  /** One sentence, or null if the catalog has none. */
  description: string | null;
  /** Whether the name is in the catalog. */
  planned: boolean;
  /** Why the event should not be sent anymore, or null. */
  deprecated: string | null;
}

const FALLBACK_ICON = "•";

/** Never throws: unknown names and old metadata have fallbacks. */
export function presentEvent(catalog: AnyCatalog, event: DescribedEvent): PresentedEvent {
  const definition = catalog[canonicalName(catalog, event.name)];

  return {
    ...presentName(catalog, event.name, event.title),
    description: definition ? describe(definition.describe, event) : null,
  };
}

/** The title of an unknown name is its imported title or its words: `post.was_shared` → "Post was shared". */
export function presentName(
  catalog: AnyCatalog,
  name: string,
  importedTitle?: string | null,
): Omit<PresentedEvent, "description"> {
  const definition = catalog[canonicalName(catalog, name)];
  if (!definition) {
    return {
      title: importedTitle ?? titleFromName(name),
      icon: FALLBACK_ICON,
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

/** Resolves an alias to the name that declares it. */
export function canonicalName(catalog: AnyCatalog, name: string): string {
  return Object.hasOwn(catalog, name) ? name : (indexAliases(catalog).get(name) ?? name);
}

/** Like `matchesEventName`, with aliases resolved in both arguments. */
export function selectsEventName(catalog: AnyCatalog, pattern: string, name: string): boolean {
  const resolved = pattern.endsWith("*") ? pattern : canonicalName(catalog, pattern);

  return matchesEventName(resolved, canonicalName(catalog, name));
}

/** Maps every alias to the name that declares it. */
export function getAliases(catalog: AnyCatalog): Record<string, string> {
  return Object.fromEntries(indexAliases(catalog));
}

const aliasesByCatalog = new WeakMap<AnyCatalog, ReadonlyMap<string, string>>();

/** Names are resolved for every event, and a catalog never changes. */
function indexAliases(catalog: AnyCatalog): ReadonlyMap<string, string> {
  let names = aliasesByCatalog.get(catalog);
  if (!names) {
    names = new Map(
      Object.entries(catalog).flatMap(([name, { aliases = [] }]) => aliases.map((alias) => [alias, name])),
    );
    aliasesByCatalog.set(catalog, names);
  }

  return names;
}

function titleFromName(name: string): string {
  const words = name.replaceAll(/[._]+/g, " ").trim();

  return words.charAt(0).toUpperCase() + words.slice(1);
}

function describe(
  description: string | ((event: never) => string) | undefined,
  event: DescribedEvent,
): string | null {
  if (typeof description === "string") return renderTemplate(description, event);
  try {
    return description?.(event as never) ?? null;
  } catch {
    return null;
  }
}
