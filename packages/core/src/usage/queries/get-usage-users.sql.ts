import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { findLastSeen, isoTime } from "../../events/index.ts";
import { MAX_SESSION_MS } from "../visits/session-rules.ts";
import { getEdges, isClosedHour, openHours, requestsOfOpenHours, toTimestamps } from "./edges.sql.ts";
import { isUser, withResolvedUsers } from "./resolved-users.sql.ts";
import type { UsageContext, UsageInput } from "./usage-context.ts";
import { resolveUsageRange } from "./usage-context.ts";

export const userOrders = ["name", "requests", "sessions", "time", "pageViews", "lastActive"] as const;
type UserOrder = (typeof userOrders)[number];

export interface UsersInput extends UsageInput {
  /** Default `lastActive`. Users without the value come last. */
  order?: UserOrder;
  /** Default `desc`. */
  direction?: "asc" | "desc";
  /** A part of the name, email address or id. */
  search?: string;
  /** From 1. */
  page?: number;
  /** Default 25. */
  pageSize?: number;
}

export interface UserUsage {
  /** The application's own id. */
  userId: string;
  name: string | null;
  email: string | null;
  requestCount: number;
  /** Sessions that started in the range. */
  sessionCount: number;
  pageViewCount: number;
  /** The total length of sessions within the range; only the part inside counts. */
  totalSeconds: number;
  /** ISO 8601, within the range; null for a user without activity in it. */
  lastActive: string | null;
  /** When the user was last seen at any time; ISO 8601, null if never. */
  lastSeenAt: string | null;
}

const sortColumns = {
  name: sql`lower(coalesce(name, email, "userId"))`,
  requests: sql`"requestCount"`,
  sessions: sql`"sessionCount"`,
  time: sql`"totalSeconds"`,
  pageViews: sql`"pageViewCount"`,
  lastActive: sql`"lastActive"`,
};

/** Lists all users with their usage in a range, inactive users included, page by page. Visitors are left out. */
export async function getUsageUsers(
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
  const edges = getEdges([resolveUsageRange(context, input)]);
  const [from, to] = [sql`(${toTimestamps(edges)})[1]`, sql`(${toTimestamps(edges)})[2]`];
  const pattern = `%${search.trim().replace(/[\\%_]/g, "\\$&")}%`;

  const { rows } = await sql<UserUsage & { total: number; internalId: number }>`
    with open_hours as materialized (${openHours(edges)}),
    open_request as (${requestsOfOpenHours(edges)}),
    counted as (
      select user_id, sum(total) as total, max(last_at) as last_at
      from ${tables.requestUserRollups} where ${isClosedHour(edges)}
      group by 1
      union all
      select user_id, count(*), max(occurred_at) from open_request where user_id is not null group by 1
    ),
    requested as (
      select resolved_user_id as user_id, sum(total)::int as total, max(last_at) as last_at
      from ${withResolvedUsers(sql`counted`)} as counted
      group by 1
    ),
    sessioned as (
      select
        resolved_user_id as user_id,
        count(*) filter (where started_at >= ${from})::int as total,
        max(least(last_activity_at, ${to} - interval '1 millisecond')) as last_at,
        sum(extract(epoch from least(last_activity_at, ${to}) - greatest(started_at, ${from})))::float8 as seconds
      from ${withResolvedUsers(tables.sessions)} as sessions
      where started_at >= ${from} - make_interval(secs => ${MAX_SESSION_MS / 1000}) and started_at < ${to}
        and last_activity_at >= ${from}
      group by 1
    ),
    viewed as (
      select resolved_user_id as user_id, count(*)::int as total
      from ${withResolvedUsers(tables.pageViews)} as page_views
      where occurred_at >= ${from} and occurred_at < ${to}
      group by 1
    ),
    listed as (
      select
        person.id as "internalId", person.external_id as "userId", person.name, person.email,
        coalesce(requested.total, 0) as "requestCount",
        coalesce(sessioned.total, 0) as "sessionCount",
        coalesce(viewed.total, 0) as "pageViewCount",
        coalesce(sessioned.seconds, 0) as "totalSeconds",
        ${isoTime(sql`greatest(requested.last_at, sessioned.last_at)`)} as "lastActive"
      from ${tables.users} as person
      left join requested on requested.user_id = person.id
      left join sessioned on sessioned.user_id = person.id
      left join viewed on viewed.user_id = person.id
      where ${isUser(sql`person`)}
        and (person.name ilike ${pattern} or person.email ilike ${pattern} or person.external_id ilike ${pattern})
    )
    select *, count(*) over ()::int as total
    from listed
    order by ${sortColumns[order]} ${direction === "asc" ? sql`asc` : sql`desc`} nulls last, "userId"
    limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(context.em.getKysely());

  // A page after the last one has no row with the total.
  if (rows.length === 0 && page > 1) {
    const { total } = await getUsageUsers(context, { search, ...input });
    return { items: [], total };
  }
  const lastSeen = await findLastSeen(
    context.em,
    rows.map(({ internalId }) => internalId),
  );
  return {
    items: rows.map(({ total: _, internalId, ...user }) => ({
      ...user,
      lastSeenAt: getLatest(lastSeen.get(internalId), user.lastActive),
    })),
    total: rows[0]?.total ?? 0,
  };
}

/** A request is a sign of a person too. */
function getLatest(seen: string | undefined, requested: string | null): string | null {
  if (seen === undefined) return requested;
  return requested !== null && requested > seen ? requested : seen;
}
