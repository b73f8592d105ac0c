import { sql } from "kysely";
import { metadataCondition, nameCondition } from "../../events/index.ts";
import { resolvedEvents, resolvedUserId } from "../counts/resolved-events.sql.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";
import type { RetentionCounts, RetentionRules } from "./retention-rules.ts";

interface NamesAndFilter extends Pick<RangeInput, "filter" | "kind"> {
  entryName: string;
  returnName: string;
}

export async function countRetentionInSql(
  { em, catalog }: QueryContext,
  { entryName, returnName, filter, kind = "event" }: NamesAndFilter,
  { periods, entry, returning }: RetentionRules,
): Promise<RetentionCounts> {
  const edges = [...periods.map(({ from }) => from), periods.at(-1)?.to ?? 0].map((edge) =>
    new Date(edge).toISOString(),
  );
  const selectPeriods = (name: string) => sql`
    select distinct ${resolvedUserId} as user_id, width_bucket(event.occurred_at, ${edges}::timestamptz[]) - 1 as period
    from ${resolvedEvents}
    where event.user_id is not null and ${nameCondition(catalog, name, kind)} and ${metadataCondition(filter)}
      and event.occurred_at < ${edges.at(-1)}::timestamptz`;
  const isInRange = sql`period >= 0`;
  const members = {
    "first-in-range": sql`select user_id, min(period) as cohort from entered where ${isInRange} group by user_id`,
    "first-ever": sql`select user_id, min(period) as cohort from entered group by user_id having min(period) >= 0`,
    recurring: sql`select user_id, period as cohort from entered where ${isInRange}`,
  }[entry];
  const isReturn =
    returning === "on" ? sql`returned.period = later.period` : sql`returned.period >= later.period`;

  const { rows } = await sql<{ cohort: number; size: number; returned: number[] }>`
    with entered as materialized (${selectPeriods(entryName)}),
    returned as materialized (${selectPeriods(returnName)}),
    member as materialized (${members})
    select
      cohort, (select count(*)::int from member where member.cohort = cohorts.cohort) as size,
      array(
        select (
          select count(distinct member.user_id)::int
          from member
          join returned on returned.user_id = member.user_id and ${isReturn}
          where member.cohort = cohorts.cohort
        )
        from generate_series(cohorts.cohort, ${periods.length - 1}::int) as later(period)
        order by later.period
      ) as returned
    from generate_series(0, ${periods.length - 1}::int) as cohorts(cohort)
    order by cohort`.execute(em.getKysely());

  return { sizes: rows.map(({ size }) => size), returned: rows.map(({ returned }) => returned) };
}
