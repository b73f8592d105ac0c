import { sql } from "kysely";
import { metadataCondition } from "../../events/index.ts";
import { anyNameCondition } from "../counting/any-name.ts";
import { eventsOfPeople, person } from "../counting/events-of-people.ts";
import type { CountedUser, CountedUsers, TopUsersRules } from "../engine/index.ts";
import type { RangeInput, QueryContext } from "../query-context.ts";

interface Names extends Pick<RangeInput, "filter"> {
  names: string[];
}

/** Counts users by reading the events themselves. */
export async function countTopUsersInSql(
  { em, catalog }: QueryContext,
  { names, filter }: Names,
  { from, to, sort, limit, offset }: Omit<TopUsersRules, "nameIds">,
): Promise<CountedUsers> {
  // From the first user on, so that a page behind the last still has a row that tells the total.
  const { rows } = await sql<CountedUser & { total: number }>`
    select
      ${person} as person, count(*)::int as count, count(*) over ()::int as total,
      (extract(epoch from min(event.occurred_at)) * 1000)::float8 as "firstAt",
      (extract(epoch from max(event.occurred_at)) * 1000)::float8 as "lastAt"
    from ${eventsOfPeople}
    where event.user_id is not null
      and ${anyNameCondition(catalog, names)}
      and event.occurred_at >= ${new Date(from).toISOString()}::timestamptz
      and event.occurred_at < ${new Date(to).toISOString()}::timestamptz
      and ${metadataCondition(filter)}
    group by 1
    order by ${sort === "count" ? sql`count desc, "lastAt" desc` : sql`"lastAt" desc`}, person
    limit ${offset + limit}`.execute(em.getKysely());

  return {
    total: rows[0]?.total ?? 0,
    users: rows.slice(offset).map(({ total: _, ...user }) => user),
  };
}
