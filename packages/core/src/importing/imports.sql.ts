import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { ColumnMapping } from "./map-row.ts";

export interface ImportRun {
  id: number;
  file: string;
  /** ISO 8601. */
  startedAt: string;
  /** Whether it ran to its end. */
  isFinished: boolean;
  /** Events that are stored now. */
  events: number;
}

export async function startImport(em: EntityManager, file: string, mapping: ColumnMapping): Promise<number> {
  const { id } = await em
    .getKysely()
    .insertInto("imports")
    .values({ file, mapping: JSON.stringify(mapping) as never })
    .returning("id")
    .executeTakeFirstOrThrow();

  return id;
}

/** Records the end of an import. A run that stored nothing is forgotten. */
export async function finishImport(em: EntityManager, id: number, stored: number): Promise<void> {
  if (stored === 0) {
    await em.getKysely().deleteFrom("imports").where("id", "=", id).execute();
    return;
  }
  await em
    .getKysely()
    .updateTable("imports")
    .set({ finished_at: sql`now()` as never })
    .where("id", "=", id)
    .execute();
}

export async function listImports(em: EntityManager, id?: number): Promise<ImportRun[]> {
  const { rows } = await sql<ImportRun>`
    select
      import.id, import.file,
      to_char(import.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt",
      import.finished_at is not null as "isFinished",
      (select count(*)::int from ${tables.events} as event where event.import_id = import.id) as events
    from ${tables.imports} as import
    where ${id === undefined ? sql`true` : sql`import.id = ${id}`}
    order by import.id desc`.execute(em.getKysely());

  return rows;
}

/** The imports that stored these events, in order. */
export async function findImportIds(em: EntityManager, eventIds: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct import_id as id from ${tables.events}
    where id = any(${eventIds}::uuid[]) and import_id is not null
    order by 1`.execute(em.getKysely());

  return rows.map(({ id }) => id);
}

/** Titles of the names with a prefix. */
export async function listTitles(
  em: EntityManager,
  prefix: string | undefined,
): Promise<Map<string, string>> {
  if (prefix === undefined) return new Map();
  const { rows } = await sql<{ name: string; title: string }>`
    select name, title from ${tables.eventNames}
    where starts_with(name, ${`${prefix}.`}) and title is not null`.execute(em.getKysely());

  return new Map(rows.map(({ name, title }) => [name, title]));
}
