import { sql } from "kysely";
import { metadataCondition } from "../../events/index.ts";
import { anyNameCondition, resolvedEvents, resolvedUserId } from "../counts/resolved-events.sql.ts";
import type { QueryContext, RangeInput } from "../query-context.ts";
import type { TopUsersCounts, TopUsersRules, UserActivity } from "./top-users-rules.ts";

interface NamesAndFilter extends Pick<RangeInput, "filter" | "kind"> {
  names: string[];
}

export async function countTopUsersInSql(
  { em, catalog }: QueryContext,
  { names, filter, kind }: NamesAndFilter,
  { from, to, sort, limit, offset }: TopUsersRules,
): Promise<TopUsersCounts> {
  // Without an `offset`, so that a page after the last one still has a row with the total.
  const { rows } = await sql<UserActivity & { total: number }>`
    select
      ${resolvedUserId} as "userId", count(*)::int as count, count(*) over ()::int as total,
      (extract(epoch from min(event.occurred_at)) * 1000)::float8 as "firstAt",
      (extract(epoch from max(event.occurred_at)) * 1000)::float8 as "lastAt"
    from ${resolvedEvents}
    where event.user_id is not null
      and ${anyNameCondition(catalog, names, kind)}
      and event.occurred_at >= ${new Date(from).toISOString()}::timestamptz
      and event.occurred_at < ${new Date(to).toISOString()}::timestamptz
      and ${metadataCondition(filter)}
    group by 1
    order by ${sort === "count" ? sql`count desc, "lastAt" desc` : sql`"lastAt" desc`}, "userId"
    limit ${offset + limit}`.execute(em.getKysely());

  return {
    total: rows[0]?.total ?? 0,
    users: rows.slice(offset).map(({ total: _, ...user }) => user),
  };
}
