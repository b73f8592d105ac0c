import { sql } from "kysely";
import { metadataCondition, nameCondition } from "../../events/index.ts";
import { eventsOfPeople, person } from "../counting/events-of-people.ts";
import type { RangeInput, QueryContext } from "../query-context.ts";
import type { RetentionCounts, RetentionRules } from "./retention-rules.ts";

interface Names extends Pick<RangeInput, "filter"> {
  entryName: string;
  returnName: string;
}

/** Counts retention by reading the events themselves. */
export async function countRetentionInSql(
  { em, catalog }: QueryContext,
  { entryName, returnName, filter }: Names,
  { periods, entry, returning }: RetentionRules,
): Promise<RetentionCounts> {
  const edges = [...periods.map(({ from }) => from), periods.at(-1)?.to ?? 0].map((edge) =>
    new Date(edge).toISOString(),
  );
  const periodsOf = (name: string) => sql`
    select distinct ${person} as person, width_bucket(event.occurred_at, ${edges}::timestamptz[]) - 1 as period
    from ${eventsOfPeople}
    where event.user_id is not null and ${nameCondition(catalog, name)} and ${metadataCondition(filter)}
      and event.occurred_at < ${edges.at(-1)}::timestamptz`;
  const isWithin = sql`period >= 0`;
  const members = {
    "first-in-range": sql`select person, min(period) as cohort from entered where ${isWithin} group by person`,
    "first-ever": sql`select person, min(period) as cohort from entered group by person having min(period) >= 0`,
    recurring: sql`select person, period as cohort from entered where ${isWithin}`,
  }[entry];
  const isReturn = returning === "on" ? sql`came.period = later.period` : sql`came.period >= later.period`;

  const { rows } = await sql<{ cohort: number; size: number; returned: number[] }>`
    with entered as materialized (${periodsOf(entryName)}),
    came as materialized (${periodsOf(returnName)}),
    member as materialized (${members})
    select
      cohort, (select count(*)::int from member where member.cohort = cohorts.cohort) as size,
      array(
        select (
          select count(distinct member.person)::int
          from member
          join came on came.person = member.person and ${isReturn}
          where member.cohort = cohorts.cohort
        )
        from generate_series(cohorts.cohort, ${periods.length - 1}::int) as later(period)
        order by later.period
      ) as returned
    from generate_series(0, ${periods.length - 1}::int) as cohorts(cohort)
    order by cohort`.execute(em.getKysely());

  return { sizes: rows.map(({ size }) => size), returned: rows.map(({ returned }) => returned) };
}
