import { presentName } from "@admin-events/catalog";
import { sql } from "kysely";
import type { QueryContext } from "../query-context.ts";
import { tables } from "@admin-events/db";

/** The titles of names, in their order: the catalog's, else the imported one, else the words of the name. */
export async function findTitles({ em, catalog }: QueryContext, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string; title: string }>`
    select name, title from ${tables.eventNames}
    where name = any(${names}::text[]) and title is not null`.execute(em.getKysely());
  const imported = new Map(rows.map(({ name, title }) => [name, title]));

  return names.map((name) =>
    name.endsWith("*") ? name : presentName(catalog, name, imported.get(name)).title,
  );
}
