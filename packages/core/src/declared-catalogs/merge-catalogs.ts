import type { AnyCatalog, EventDeclaration, EventDefinition } from "@admin-events/catalog";
import { toDeclaration } from "@admin-events/catalog";
import { toCanonicalJson } from "./canonical-json.ts";
import { toDefinition } from "./to-definition.ts";

/** The events that an application has declared. */
export interface DeclaredCatalog {
  app: string;
  version: number;
  events: Readonly<Record<string, EventDeclaration>>;
}

/** An event that an application declares differently from an earlier catalog, which applies. */
export interface CatalogConflict {
  app: string;
  name: string;
  /** The application whose declaration applies; null for the server's own catalog. */
  appliedFrom: string | null;
  /** What differs, such as `title`. */
  fields: string[];
  /** The name or alias of the event that is a name or alias of another event there; null if the definitions differ. */
  takenName: string | null;
}

export interface MergedCatalog {
  catalog: AnyCatalog;
  conflicts: readonly CatalogConflict[];
  /** The application of each name that is not in the server's own catalog. */
  sources: ReadonlyMap<string, string>;
  /** The declared events, without those of the server's own catalog. */
  presented: Readonly<Record<string, DeclaredPresentation>>;
}

/** What shows an event to people. */
type DeclaredPresentation = Omit<EventDeclaration, "metadata" | "pii" | "retentionDays">;

interface Origin {
  app: string | null;
  declaration: EventDeclaration;
}

/**
 * The server's own catalog, then those of applications in the order in which they first declared one. The first declaration of a
 * name or alias applies, except that a field is personal if any of them says so.
 */
export function mergeCatalogs(own: AnyCatalog, declared: readonly DeclaredCatalog[]): MergedCatalog {
  if (declared.length === 0) return { catalog: own, conflicts: [], presented: {}, sources: new Map() };

  const origins = new Map<string, Origin>();
  const nameByAlias = new Map<string, string>();
  const merged: Record<string, EventDefinition> = { ...own };
  const conflicts: CatalogConflict[] = [];
  const presented: Record<string, DeclaredPresentation> = {};
  const sources = new Map<string, string>();

  for (const [name, declaration] of Object.entries(declareOwn(own))) {
    origins.set(name, { app: null, declaration });
    for (const alias of declaration.aliases ?? []) nameByAlias.set(alias, name);
  }
  for (const { app, events } of declared) {
    for (const [name, declaration] of Object.entries(events)) {
      const origin = origins.get(name) ?? origins.get(nameByAlias.get(name) ?? "");
      if (origin) {
        const isAlias = !origins.has(name);
        const fields = isAlias ? [] : findDifferences(origin.declaration, declaration);
        if (isAlias || fields.length > 0) {
          const takenName = isAlias ? name : null;
          conflicts.push({ app, name, appliedFrom: origin.app, fields, takenName });
        }
        // Events of an alias are stored by the name that has it.
        const stored = isAlias ? (nameByAlias.get(name) ?? name) : name;
        merged[stored] = withPersonalFields(merged[stored], declaration.pii);
        continue;
      }

      const isFree = (alias: string) => !origins.has(alias) && !nameByAlias.has(alias);
      const aliases = declaration.aliases?.filter(isFree);
      for (const alias of declaration.aliases?.filter((alias) => !isFree(alias)) ?? []) {
        const holder = origins.get(alias) ?? origins.get(nameByAlias.get(alias) ?? "");
        conflicts.push({ app, name, appliedFrom: holder?.app ?? null, fields: [], takenName: alias });
      }
      origins.set(name, { app, declaration });
      for (const alias of aliases ?? []) nameByAlias.set(alias, name);
      merged[name] = toDefinition({ ...declaration, aliases });
      const { title, icon, describe, deprecated } = declaration;
      sources.set(name, app);
      presented[name] = { title, icon, describe, deprecated, aliases };
    }
  }

  return { catalog: merged, conflicts, presented, sources };
}

/** A schema of another library than zod is compared by nothing, and is used all the same. */
function declareOwn(own: AnyCatalog): Record<string, EventDeclaration> {
  return Object.fromEntries(
    Object.entries(own).map(([name, definition]) => {
      try {
        return [name, toDeclaration({ [name]: definition }).events[name] as EventDeclaration];
      } catch {
        const { title, icon, pii, aliases } = definition;
        return [name, { title, icon, pii, aliases }];
      }
    }),
  );
}

const COMPARED = [
  "title",
  "icon",
  "metadata",
  "describe",
  "pii",
  "retentionDays",
  "deprecated",
  "aliases",
] as const;

function findDifferences(applied: EventDeclaration, other: EventDeclaration): string[] {
  return COMPARED.filter((field) => {
    // A function cannot be declared, so its absence says nothing.
    if (field === "describe" && (applied.describe === undefined || other.describe === undefined))
      return false;

    return toCanonicalJson(applied[field]) !== toCanonicalJson(other[field]);
  });
}

function withPersonalFields(
  definition: EventDefinition | undefined,
  pii: readonly string[] = [],
): EventDefinition {
  const known = new Set<string>(definition?.pii);
  if (!definition || pii.every((field) => known.has(field))) return definition as EventDefinition;

  // Keeps the schema of a declared event a getter.
  return Object.defineProperties({} as EventDefinition, {
    ...Object.getOwnPropertyDescriptors(definition),
    pii: { enumerable: true, value: [...known.union(new Set(pii))] },
  });
}
