import { sql } from "kysely";
import { metadataCondition } from "../../events/index.ts";
import { anyNameCondition } from "../counting/any-name.ts";
import { eventsOfPeople, person } from "../counting/events-of-people.ts";
import type { ActiveUsersCounts } from "../engine/index.ts";
import { trailingDays } from "../engine/index.ts";
import type { QueryContext } from "../query-context.ts";
import type { ActiveDays } from "./active-days.ts";
import type { ActiveUsersInput } from "./active-users.ts";

/** Counts active users by reading the events themselves. */
export async function countActiveUsersInSql(
  { em, catalog }: QueryContext,
  { names, filter }: ActiveUsersInput & { names: string[] },
  { pieces, count: days, lastDayOf }: ActiveDays,
): Promise<ActiveUsersCounts> {
  const edges = [...pieces.map(({ from }) => from), pieces.at(-1)?.to ?? 0].map((edge) =>
    new Date(edge).toISOString(),
  );
  const trailing = trailingDays.map(
    (length) =>
      sql`(select count(distinct person)::int from activity where day > ending.day - ${length}::int and day <= ending.day)`,
  );

  const { rows } = await sql<{ trailing: number[][]; buckets: number[]; total: number }>`
    with activity as materialized (
      select distinct
        ${person} as person,
        (${pieces.map(({ day }) => day)}::int[])[width_bucket(event.occurred_at, ${edges}::timestamptz[])] as day,
        (${pieces.map(({ bucket }) => bucket)}::int[])[width_bucket(event.occurred_at, ${edges}::timestamptz[])] as bucket
      from ${eventsOfPeople}
      where event.user_id is not null
        and ${anyNameCondition(catalog, names)}
        and event.occurred_at >= ${edges[0]}::timestamptz and event.occurred_at < ${edges.at(-1)}::timestamptz
        and ${metadataCondition(filter)}
    )
    select
      array(
        select array[${sql.join(trailing)}]
        from generate_series(0, ${days - 1}::int) as ending(day) order by ending.day
      ) as trailing,
      array(
        select (select count(distinct person)::int from activity where activity.bucket = wanted.bucket)
        from generate_series(0, ${lastDayOf.length - 1}::int) as wanted(bucket) order by wanted.bucket
      ) as buckets,
      (select count(distinct person)::int from activity where bucket is not null) as total`.execute(
    em.getKysely(),
  );
  const [found] = rows;

  return {
    trailing: {
      1: found?.trailing.map(([daily = 0]) => daily) ?? [],
      7: found?.trailing.map(([, weekly = 0]) => weekly) ?? [],
      30: found?.trailing.map(([, , monthly = 0]) => monthly) ?? [],
    },
    byBucket: found?.buckets ?? [],
    total: found?.total ?? 0,
  };
}
