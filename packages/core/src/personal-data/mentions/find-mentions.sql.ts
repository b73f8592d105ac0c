import type { EntityManager } from "@admin-events/db";
import { getJobsSchema, getSchema } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { anyOf } from "../../any-of.ts";
import type { JsonValue } from "../../events/index.ts";
import { parseExactly } from "./exact-json.ts";
import { isAboutCondition } from "../person/find-person.sql.ts";
import type { PersonMatcher } from "../person/person-matcher.ts";
import type { PersonalTable } from "../personal-data.ts";
import { getMentionColumns, personalData, reportColumns } from "../personal-data.ts";

/** A row with a text that may name a person. */
export interface MentionRow {
  id: string;
  columns: Record<string, JsonValue>;
}

/** Rows per statement, so that none runs for long. */
const PAGE_SIZE = 20_000;
export const ROWS_PER_STATEMENT = 1_000;

/** Every table with columns that are searched. */
export const mentionTables = (Object.keys(personalData) as PersonalTable[]).filter(
  (table) => getMentionColumns(table).length > 0,
);

export function getTable(em: EntityManager, table: PersonalTable): RawBuilder<unknown> {
  const schema = getSchema(em);

  return sql.id(personalData[table].schema === "jobs" ? getJobsSchema(schema) : schema, table);
}

/** Searches a whole table for rows that may name a person. @returns their ids, one page at a time. */
export async function* findMentions(
  em: EntityManager,
  table: PersonalTable,
  matcher: PersonMatcher,
): AsyncGenerator<string[]> {
  const source = getTable(em, table);
  const condition = hasMention(table, matcher);
  let after: string | null = null;

  for (;;) {
    const isAfter: RawBuilder<boolean> = after === null ? sql`true` : sql`event.id > ${after}`;
    const end: string | undefined = (
      await sql<{ id: string }>`
        select event.id::text as id from ${source} as event
        where ${isAfter} order by event.id offset ${PAGE_SIZE - 1} limit 1`.execute(em.getKysely())
    ).rows[0]?.id;
    const { rows } = await sql<{ id: string }>`
      select event.id::text as id
      from ${source} as event
      where ${isAfter} ${end === undefined ? sql`` : sql`and event.id <= ${end}`} and (${condition})`.execute(
      em.getKysely(),
    );
    if (rows.length > 0) yield rows.map(({ id }) => id);
    if (end === undefined) return;
    after = end;
  }
}

export async function findAllMentions(
  em: EntityManager,
  matcher: PersonMatcher,
): Promise<ReadonlyMap<PersonalTable, string[]>> {
  const found = new Map<PersonalTable, string[]>();
  for (const table of mentionTables) {
    const ids: string[] = [];
    for await (const page of findMentions(em, table, matcher)) ids.push(...page);
    found.set(table, ids);
  }

  return found;
}

/** Loads the searched columns of rows. Call it with {@link ROWS_PER_STATEMENT} ids at most. */
export async function loadMentions(
  em: EntityManager,
  table: PersonalTable,
  ids: readonly string[],
): Promise<MentionRow[]> {
  const { rows } = await sql<{ id: string; columns: string }>`
    select event.id::text as id, ${selectColumns(table)} as columns
    from ${getTable(em, table)} as event
    where event.id = any(${ids}::${getIdType(table)}[])`.execute(em.getKysely());

  return rows.map(({ id, columns }) => ({ id, columns: parseColumns(columns) }));
}

export function selectColumns(table: PersonalTable): RawBuilder<string> {
  const columns = getMentionColumns(table).map(
    ({ name }) => sql`${name}::text, to_jsonb(${sql.ref(`event.${name}`)})`,
  );

  return sql`jsonb_build_object(${sql.join(columns)})::text`;
}

/** The types of the ids that are not UUIDs. */
const INTEGER_IDS: readonly PersonalTable[] = ["users", "request_routes", "groups", "event_names", "imports"];

export function getIdType(table: PersonalTable): RawBuilder<unknown> {
  return sql.raw(INTEGER_IDS.includes(table) ? "int" : "uuid");
}

export function parseColumns(text: string): MentionRow["columns"] {
  return parseExactly(text) as MentionRow["columns"];
}

function hasMention(table: PersonalTable, { ids, searchTexts }: PersonMatcher): RawBuilder<boolean> {
  const columns = getMentionColumns(table).map(({ name }) => name);
  const hasSearchText = containsAny(columns, searchTexts);

  return table === "events"
    ? sql`${hasSearchText} or ${isAboutCondition(ids)} or event.session_id = ${anyOf(ids, "text")}`
    : hasSearchText;
}

/** Whether one of the columns of `event` contains one of the texts, in any case and also as JSON writes it. */
function containsAny(columns: readonly string[], searchTexts: readonly string[]): RawBuilder<boolean> {
  const texts = columns.map((name) => sql`${sql.ref(`event.${name}`)}::text`);
  const patterns = searchTexts
    .flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])
    .map(toLikePattern);

  return sql`lower(concat_ws(' ', ${sql.join(texts)})) like any(${[...new Set(patterns)]}::text[])`;
}

/** Deletes the rows of reports that name a person. @returns how many. */
export async function deleteReports(em: EntityManager, { searchTexts }: PersonMatcher): Promise<number> {
  let deleted = 0;
  for (const { table, columns } of reportColumns) {
    const { numAffectedRows } = await sql`
      delete from ${getTable(em, table)} as event
      where ${containsAny(columns, searchTexts)} ${table === "inbox" ? sql`and event.problem is not null` : sql``}`.execute(
      em.getKysely(),
    );
    deleted += Number(numAffectedRows ?? 0);
  }

  return deleted;
}

export async function findReports(
  em: EntityManager,
  { searchTexts }: PersonMatcher,
): Promise<{ table: PersonalTable; columns: MentionRow["columns"] }[]> {
  const found: { table: PersonalTable; columns: MentionRow["columns"] }[] = [];
  for (const { table, columns } of reportColumns) {
    const { rows } = await sql<{ columns: string }>`
      select to_jsonb(event)::text as columns from ${getTable(em, table)} as event
      where ${containsAny(columns, searchTexts)}`.execute(em.getKysely());
    found.push(...rows.map((row) => ({ table, columns: parseColumns(row.columns) })));
  }

  return found;
}

function toLikePattern(searchText: string): string {
  return `%${searchText.replace(/[\\%_]/g, "\\$&")}%`;
}
