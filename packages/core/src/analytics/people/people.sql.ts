import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { resolvedEvents, resolvedUserId } from "../counts/resolved-events.sql.ts";
import type { PeopleRules } from "./people-rules.ts";

export async function countPeopleInSql(
  em: EntityManager,
  nameIds: readonly number[],
  { ranges }: PeopleRules,
): Promise<number[]> {
  const toTimes = (edge: "from" | "to") => ranges.map((range) => new Date(range[edge]).toISOString());

  const { rows } = await sql<{ count: number }>`
    select (
      select count(distinct ${resolvedUserId})::int
      from ${resolvedEvents}
      where event.name_id = any(${nameIds}::int[]) and event.user_id is not null
        and event.occurred_at >= range.starts_at and event.occurred_at < range.ends_at
    ) as count
    from unnest(${toTimes("from")}::timestamptz[], ${toTimes("to")}::timestamptz[])
      with ordinality as range(starts_at, ends_at, number)
    order by range.number`.execute(em.getKysely());

  return rows.map(({ count }) => count);
}
