import { sql } from "kysely";
import { metadataCondition } from "../../events/index.ts";
import { anyNameCondition, resolvedEvents, resolvedUserId } from "../counts/resolved-events.sql.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";
import type { ActiveUsersCounts, ActiveUsersRules } from "./active-users-rules.ts";
import { trailingDays } from "./active-users-rules.ts";

interface NamesAndFilter extends Pick<RangeInput, "filter" | "kind"> {
  names: string[];
}

export async function countActiveUsersInSql(
  { em, catalog }: QueryContext,
  { names, filter, kind }: NamesAndFilter,
  { slices, dayCount, bucketCount }: ActiveUsersRules,
): Promise<ActiveUsersCounts> {
  const edges = [...slices.map(({ from }) => from), slices.at(-1)?.to ?? 0].map((edge) =>
    new Date(edge).toISOString(),
  );
  const trailing = trailingDays.map(
    (length) =>
      sql`(select count(distinct user_id)::int from activity where day > ending.day - ${length}::int and day <= ending.day)`,
  );

  const { rows } = await sql<{ trailing: number[][]; buckets: number[]; total: number }>`
    with activity as materialized (
      select distinct
        ${resolvedUserId} as user_id,
        (${slices.map(({ day }) => day)}::int[])[width_bucket(event.occurred_at, ${edges}::timestamptz[])] as day,
        (${slices.map(({ bucket }) => bucket)}::int[])[width_bucket(event.occurred_at, ${edges}::timestamptz[])] as bucket
      from ${resolvedEvents}
      where event.user_id is not null
        and ${anyNameCondition(catalog, names, kind)}
        and event.occurred_at >= ${edges[0]}::timestamptz and event.occurred_at < ${edges.at(-1)}::timestamptz
        and ${metadataCondition(filter)}
    )
    select
      array(
        select array[${sql.join(trailing)}]
        from generate_series(0, ${dayCount - 1}::int) as ending(day) order by ending.day
      ) as trailing,
      array(
        select (select count(distinct user_id)::int from activity where activity.bucket = wanted.bucket)
        from generate_series(0, ${bucketCount - 1}::int) as wanted(bucket) order by wanted.bucket
      ) as buckets,
      (select count(distinct user_id)::int from activity where bucket is not null) as total`.execute(
    em.getKysely(),
  );
  const [row] = rows;

  return {
    trailing: {
      1: row?.trailing.map(([daily = 0]) => daily) ?? [],
      7: row?.trailing.map(([, weekly = 0]) => weekly) ?? [],
      30: row?.trailing.map(([, , monthly = 0]) => monthly) ?? [],
    },
    byBucket: row?.buckets ?? [],
    total: row?.total ?? 0,
  };
}
