import { getAliases, matchesEventName, presentName } from "@admin-events/catalog";
import { sql } from "kysely";
import { ValidationError } from "../../errors.ts";
import type { SelectedKind } from "../../events/index.ts";
import { selectsKind } from "../../events/index.ts";
import type { QueryContext } from "../query-context.ts";

export function assertNames(names: readonly string[]): void {
  if (names.length === 0)
    throw new ValidationError(null, 'Name at least one event, a subject like "user.*" or "*" for all.');
}

/** For each name or pattern the ids of the stored names of a kind that it selects, aliases included. */
export async function findNameIds(
  { em, catalog }: QueryContext,
  patterns: readonly string[],
  kind: SelectedKind = "event",
): Promise<number[][]> {
  const stored = await em
    .getKysely()
    .selectFrom("event_names")
    .select(["id", "name", "is_activity as isActivity"])
    .execute();
  // Aliases are resolved once per name and pattern, because there may be thousands of names.
  const aliases = getAliases(catalog);
  const toCanonical = (name: string) => (Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name);
  const ofKind = stored
    .filter(({ isActivity }) => selectsKind(kind, isActivity ? "activity" : "event"))
    .map(({ id, name }) => ({ id, name: toCanonical(name) }));
  const select = (pattern: string) =>
    ofKind.filter(({ name }) => matchesEventName(pattern, name)).map(({ id }) => id);

  return patterns.map((pattern) => select(pattern.endsWith("*") ? pattern : toCanonical(pattern)));
}

export async function findAllNameIds(
  context: QueryContext,
  patterns: readonly string[],
  kind?: SelectedKind,
): Promise<number[]> {
  return [...new Set((await findNameIds(context, patterns, kind)).flat())];
}

/** The title of each name: the catalog's, else the imported one, else the words of the name. */
export async function findTitles({ em, catalog }: QueryContext, names: readonly string[]): Promise<string[]> {
  const stored = await em
    .getKysely()
    .selectFrom("event_names")
    .select(["name", "title"])
    .where("name", "=", sql<string>`any(${names}::text[])`)
    .where("title", "is not", null)
    .execute();
  const importedTitles = new Map(stored.map(({ name, title }) => [name, title]));

  return names.map((name) =>
    name.endsWith("*") ? name : presentName(catalog, name, importedTitles.get(name)).title,
  );
}
