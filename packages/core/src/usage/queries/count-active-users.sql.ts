import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { Range } from "../../calendar/index.ts";
import { MAX_SESSION_MS } from "../visits/session-rules.ts";
import type { Edges } from "./edges.sql.ts";
import {
  getEdges,
  getSlices,
  isClosedHour,
  openHours,
  requestsOfOpenHours,
  sliceOfHour,
  toTimestamps,
} from "./edges.sql.ts";
import { isUser, withResolvedUsers } from "./resolved-users.sql.ts";

/** Counts the distinct users with a request or a running session in each range. Ranges may overlap. */
export async function countActiveUsers(em: EntityManager, ranges: readonly Range[]): Promise<number[]> {
  const edges = getEdges(ranges);
  if (edges.length < 2) return ranges.map(() => 0);

  const { rows } = await sql<{ range: number; count: number }>`
    with open_hours as materialized (${openHours(edges)}),
    open_request as (${requestsOfOpenHours(edges)}),
    slice as (
      select (ordinality - 1)::int as slice, starts_at, ends_at, ranges
      from unnest(
        (${toTimestamps(edges)})[:${edges.length - 1}::int], (${toTimestamps(edges)})[2:],
        ${getRangesBySlice(edges, ranges)}::varbit[]
      ) with ordinality as slice(starts_at, ends_at, ranges, ordinality)
    ),
    active as (
      select user_id, ranges
      from ${tables.requestUserRollups} join slice on slice.slice = ${sliceOfHour(edges)}
      where ${isClosedHour(edges)}
      union all
      select user_id, ranges
      from open_request join slice on slice.slice = open_request.slice
      where user_id is not null
      union all
      select session.user_id, slice.ranges
      from slice
      join ${tables.sessions} as session
        on session.started_at < slice.ends_at and session.last_activity_at >= slice.starts_at
        and session.started_at >= slice.starts_at - make_interval(secs => ${MAX_SESSION_MS / 1000})
    ),
    active_once as (select user_id, bit_or(ranges) as ranges from active group by 1),
    resolved_once as (
      select resolved_user_id, bit_or(ranges) as ranges
      from ${withResolvedUsers(sql`active_once`)} as active
      group by 1
    ),
    ranges_by_user as materialized (
      select ranges
      from resolved_once join ${tables.users} as person on person.id = resolved_user_id
      where ${isUser(sql`person`)}
    )
    select range, (select count(*) from ranges_by_user where get_bit(ranges, range) = 1)::int as count
    from generate_series(0, ${ranges.length - 1}::int) as range`.execute(em.getKysely());

  const counts = new Map(rows.map(({ range, count }) => [range, count]));
  return ranges.map((_, range) => counts.get(range) ?? 0);
}

/**
 * For each slice a string of bits, 1 for each range that contains the slice. The ranges of a user are the union of these
 * bits, which needs no row for each user and range.
 */
function getRangesBySlice(edges: Edges, ranges: readonly Range[]): string[] {
  const slicesByRange = ranges.map((range) => getSlices(edges, range));

  return Array.from({ length: edges.length - 1 }, (_, slice) =>
    slicesByRange.map(({ first, end }) => (first <= slice && slice < end ? "1" : "0")).join(""),
  );
}
