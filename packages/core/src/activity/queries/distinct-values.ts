import type { AnyCatalog } from "@admin-events/catalog";
import { canonicalName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { isActivity } from "../../events/index.ts";
import { tables } from "@admin-events/db";

/** More different words than these are no vocabulary. */
const most = 1_000;

/** Every action that was logged, in order. An alias counts as the name that declares it. */
export async function actionTypes(em: EntityManager, catalog: AnyCatalog): Promise<string[]> {
  const ids = await distinct<number>(em, sql`event.name_id`);
  const { rows } = await sql<{ name: string }>`
    select name from ${tables.eventNames} where id = any(${ids}::int[])`.execute(em.getKysely());

  return [...new Set(rows.map(({ name }) => canonicalName(catalog, name)))].toSorted();
}

/** Every type of resource that something was done to, in order. */
export function resourceTypes(em: EntityManager): Promise<string[]> {
  return distinct(em, sql`event.resource_type`);
}

/** Every part of the application that logged, in order. */
export function activityModules(em: EntityManager): Promise<string[]> {
  return distinct(em, sql`event.module`);
}

/** Every mode that was logged, in order. */
export function activityModes(em: EntityManager): Promise<string[]> {
  return distinct(em, sql`event.mode`);
}

/**
 * The different values of an indexed column: one look into the index for each, from the least to the next greater one,
 * however many entries share it.
 */
async function distinct<Value extends string | number>(
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
    select value from found where value is not null limit ${most}`.execute(em.getKysely());

  return rows.map(({ value }) => value);
}
