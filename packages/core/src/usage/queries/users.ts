import { sql } from "kysely";
import { isoTime } from "../../events/index.ts";
import { longestSession } from "../visits/session-rules.ts";
import { getEdges, edgeTimes, isClosedHour, openHours, requestsOfOpenHours } from "./edges.ts";
import { hasAccount, withPeople } from "./people.ts";
import type { UsageInput, UsageContext } from "./usage-context.ts";
import { usageRange } from "./usage-context.ts";
import { tables } from "@admin-events/db";

export const userOrders = ["name", "requests", "sessions", "time", "pageViews", "lastActive"] as const;
type UserOrder = (typeof userOrders)[number];

export interface UsersInput extends UsageInput {
  /** Default `lastActive`. Users without the value come last. */
  order?: UserOrder;
  /** Default `desc`. */
  direction?: "asc" | "desc";
  /** Part of the name, the e-mail address or the id. */
  search?: string;
  /** From 1. */
  page?: number;
  /** Users on a page. Default 25. */
  pageSize?: number;
}

export interface UserUsage {
  /** The application's own id. */
  userId: string;
  name: string | null;
  email: string | null;
  requestCount: number;
  /** Sessions that began in the range. */
  sessionCount: number;
  pageViewCount: number;
  /** How long sessions lasted together within the range; of one that reaches over an end, only that part. */
  totalSeconds: number;
  /** ISO 8601, in the range; null for somebody who was not active in it. */
  lastActive: string | null;
}

const orders = {
  name: sql`lower(coalesce(name, email, "userId"))`,
  requests: sql`"requestCount"`,
  sessions: sql`"sessionCount"`,
  time: sql`"totalSeconds"`,
  pageViews: sql`"pageViewCount"`,
  lastActive: sql`"lastActive"`,
};

/** What every user did in a range, those who did nothing included, a page at a time. Visitors are no users. */
export async function users(
  context: UsageContext,
  {
    order = "lastActive",
    direction = "desc",
    search = "",
    page = 1,
    pageSize = 25,
    ...input
  }: UsersInput = {},
): Promise<{ items: UserUsage[]; total: number }> {
  const edges = getEdges([usageRange(context, input)]);
  const [from, to] = [sql`(${edgeTimes(edges)})[1]`, sql`(${edgeTimes(edges)})[2]`];
  const part = `%${search.trim().replace(/[\\%_]/g, "\\$&")}%`;

  const { rows } = await sql<UserUsage & { total: number }>`
    with open_hours as materialized (${openHours(edges)}),
    open_request as (${requestsOfOpenHours(edges)}),
    both_kinds as (
      select user_id, sum(total) as total, max(last_at) as last_at
      from ${tables.requestUserRollups} where ${isClosedHour(edges)}
      group by 1
      union all
      select user_id, count(*), max(occurred_at) from open_request where user_id is not null group by 1
    ),
    requested as (
      select person_id as user_id, sum(total)::int as total, max(last_at) as last_at
      from ${withPeople(sql`both_kinds`)} as both_kinds
      group by 1
    ),
    sessioned as (
      select
        person_id as user_id,
        count(*) filter (where started_at >= ${from})::int as total,
        max(least(last_activity_at, ${to} - interval '1 millisecond')) as last_at,
        sum(extract(epoch from least(last_activity_at, ${to}) - greatest(started_at, ${from})))::float8 as seconds
      from ${withPeople(tables.sessions)} as sessions
      where started_at >= ${from} - make_interval(secs => ${longestSession / 1000}) and started_at < ${to}
        and last_activity_at >= ${from}
      group by 1
    ),
    viewed as (
      select person_id as user_id, count(*)::int as total
      from ${withPeople(tables.pageViews)} as page_views
      where occurred_at >= ${from} and occurred_at < ${to}
      group by 1
    ),
    listed as (
      select
        person.external_id as "userId", person.name, person.email,
        coalesce(requested.total, 0) as "requestCount",
        coalesce(sessioned.total, 0) as "sessionCount",
        coalesce(viewed.total, 0) as "pageViewCount",
        coalesce(sessioned.seconds, 0) as "totalSeconds",
        ${isoTime(sql`greatest(requested.last_at, sessioned.last_at)`)} as "lastActive"
      from ${tables.users} as person
      left join requested on requested.user_id = person.id
      left join sessioned on sessioned.user_id = person.id
      left join viewed on viewed.user_id = person.id
      where ${hasAccount(sql`person`)}
        and (person.name ilike ${part} or person.email ilike ${part} or person.external_id ilike ${part})
    )
    select *, count(*) over ()::int as total
    from listed
    order by ${orders[order]} ${direction === "asc" ? sql`asc` : sql`desc`} nulls last, "userId"
    limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(context.em.getKysely());

  // A page behind the last has no row that could tell the total.
  if (rows.length === 0 && page > 1) {
    const { total } = await users(context, { search, ...input });
    return { items: [], total };
  }
  return { items: rows.map(({ total: _, ...user }) => user), total: rows[0]?.total ?? 0 };
}
