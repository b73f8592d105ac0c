import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { Range } from "../../calendar/index.ts";
import { longestSession } from "../visits/session-rules.ts";
import type { Edges } from "./edges.ts";
import {
  getEdges,
  edgeTimes,
  isClosedHour,
  openHours,
  placesOf,
  requestsOfOpenHours,
  stretchOfHour,
} from "./edges.ts";
import { hasAccount, withPeople } from "./people.ts";
import { tables } from "@admin-events/db";

/**
 * How many users were active in each range: they made a request in it, or a session of theirs was going on. Each counts
 * once in a range, however much they did. Ranges may overlap.
 */
export async function countActiveUsers(em: EntityManager, ranges: readonly Range[]): Promise<number[]> {
  const edges = getEdges(ranges);
  if (edges.length < 2) return ranges.map(() => 0);

  const { rows } = await sql<{ place: number; count: number }>`
    with open_hours as materialized (${openHours(edges)}),
    open_request as (${requestsOfOpenHours(edges)}),
    stretch as (
      select (place - 1)::int as place, starts_at, ends_at, ranges
      from unnest(
        (${edgeTimes(edges)})[:${edges.length - 1}::int], (${edgeTimes(edges)})[2:], ${rangesOfStretches(edges, ranges)}::varbit[]
      ) with ordinality as stretch(starts_at, ends_at, ranges, place)
    ),
    active as (
      select user_id, ranges
      from ${tables.requestUserRollups} join stretch on stretch.place = ${stretchOfHour(edges)}
      where ${isClosedHour(edges)}
      union all
      select user_id, ranges
      from open_request join stretch on stretch.place = open_request.stretch
      where user_id is not null
      union all
      select session.user_id, stretch.ranges
      from stretch
      join ${tables.sessions} as session
        on session.started_at < stretch.ends_at and session.last_activity_at >= stretch.starts_at
        and session.started_at >= stretch.starts_at - make_interval(secs => ${longestSession / 1000})
    ),
    active_once as (select user_id, bit_or(ranges) as ranges from active group by 1),
    person_once as (
      select person_id, bit_or(ranges) as ranges from ${withPeople(sql`active_once`)} as active group by 1
    ),
    users_ranges as materialized (
      select ranges from person_once join ${tables.users} as person on person.id = person_id where ${hasAccount(sql`person`)}
    )
    select place, (select count(*) from users_ranges where get_bit(ranges, place) = 1)::int as count
    from generate_series(0, ${ranges.length - 1}::int) as place`.execute(em.getKysely());

  const counts = new Map(rows.map(({ place, count }) => [place, count]));
  return ranges.map((_, place) => counts.get(place) ?? 0);
}

/**
 * For each stretch a bit for each range, 1 where the range holds the stretch. A person is active in the ranges of all
 * the stretches they were active in: bits add up without a row for each person and range.
 */
function rangesOfStretches(edges: Edges, ranges: readonly Range[]): string[] {
  const places = ranges.map((range) => placesOf(edges, range));

  return Array.from({ length: edges.length - 1 }, (_, stretch) =>
    places.map(({ first, end }) => (first <= stretch && stretch < end ? "1" : "0")).join(""),
  );
}
