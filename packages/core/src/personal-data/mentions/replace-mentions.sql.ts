import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { JsonValue } from "../../events/index.ts";
import type { MentionRow } from "./find-mentions.sql.ts";
import { getIdType, getTable, loadMentions, mentionTables, ROWS_PER_STATEMENT } from "./find-mentions.sql.ts";
import type { PersonMatcher } from "../person/person-matcher.ts";
import { ERASED, mapTexts } from "../person/person-matcher.ts";
import type { PersonalTable } from "../personal-data.ts";
import { getMentionColumns } from "../personal-data.ts";

/** Columns whose values are unique, so that two erasures need two placeholders. */
const UNIQUE_COLUMNS = new Set(["request_routes.route", "groups.external_id"]);

/** Tables whose mentions are replaced as texts. Events have rules of their own. */
const textTables = mentionTables.filter((table) => table !== "events");

/** In every table but `events`. @returns the number of changed rows. */
export async function replaceMentions(
  em: EntityManager,
  matcher: PersonMatcher,
  found: ReadonlyMap<PersonalTable, readonly string[]>,
): Promise<number> {
  let changed = 0;
  for (const table of textTables) {
    for (const ids of toBatches(found.get(table) ?? [])) {
      const rows = await loadMentions(em, table, ids);
      const replaced = rows.flatMap((row) => replaceInRow(table, row, matcher) ?? []);
      await updateRows(em, table, replaced);
      changed += replaced.length;
    }
  }

  return changed;
}

export function toBatches<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / ROWS_PER_STATEMENT) }, (_, batch) =>
    items.slice(batch * ROWS_PER_STATEMENT, (batch + 1) * ROWS_PER_STATEMENT),
  );
}

function replaceInRow(
  table: PersonalTable,
  { id, columns }: MentionRow,
  matcher: PersonMatcher,
): MentionRow | null {
  let isChanged = false;
  const replaced = Object.entries(columns).map(([column, value]): [string, JsonValue] => {
    const placeholder = UNIQUE_COLUMNS.has(`${table}.${column}`) ? `[erased ${id}]` : ERASED;
    const next = mapTexts(value, (text) => matcher.replaceIn(text, placeholder));
    isChanged ||= next !== value;
    return [column, next];
  });

  return isChanged ? { id, columns: Object.fromEntries(replaced) } : null;
}

export async function updateRows(
  em: EntityManager,
  table: PersonalTable,
  rows: readonly MentionRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = getMentionColumns(table);
  const values = columns.map(({ name, isJson }) =>
    isJson
      ? sql`${sql.id(name)} = changed.columns -> ${name}`
      : sql`${sql.id(name)} = changed.columns ->> ${name}`,
  );

  await sql`
    update ${getTable(em, table)} as stored set ${sql.join(values)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as changed(id text, columns jsonb)
    where stored.id = changed.id::${getIdType(table)}`.execute(em.getKysely());
}
