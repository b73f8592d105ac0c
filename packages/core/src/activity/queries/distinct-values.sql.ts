import type { AnyCatalog } from "@admin-events/catalog";
import { canonicalName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { anyOf } from "../../any-of.ts";
import { isActivity } from "../../events/index.ts";

const MAX_VALUES = 1_000;

/** All logged actions in alphabetical order. Aliases appear as their canonical name. */
export async function listActionTypes(em: EntityManager, catalog: AnyCatalog): Promise<string[]> {
  const ids = await listDistinct<number>(em, sql`event.name_id`);
  const names = await em
    .getKysely()
    .selectFrom("event_names")
    .select("name")
    .where("id", "=", anyOf(ids, "int"))
    .execute();

  return [...new Set(names.map(({ name }) => canonicalName(catalog, name)))].toSorted();
}

export function listResourceTypes(em: EntityManager): Promise<string[]> {
  return listDistinct(em, sql`event.resource_type`);
}

export function listActivityModules(em: EntityManager): Promise<string[]> {
  return listDistinct(em, sql`event.module`);
}

export function listActivityModes(em: EntityManager): Promise<string[]> {
  return listDistinct(em, sql`event.mode`);
}

/** A loose index scan: one index lookup per distinct value of an indexed column, however many rows share it. */
async function listDistinct<Value extends string | number>(
  em: EntityManager,
  column: RawBuilder<unknown>,
): Promise<Value[]> {
  const { rows } = await sql<{ value: Value }>`
    with recursive found(value) as (
      (
        select ${column} from ${tables.events} as event
        where ${isActivity} and ${column} is not null
        order by ${column} limit 1
      )
      union all
      select (
        select ${column} from ${tables.events} as event
        where ${isActivity} and ${column} > found.value
        order by ${column} limit 1
      )
      from found where found.value is not null
    )
    select value from found where value is not null limit ${MAX_VALUES}`.execute(em.getKysely());

  return rows.map(({ value }) => value);
}
