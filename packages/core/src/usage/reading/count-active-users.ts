import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { Range } from "../../calendar/index.ts";
import { longestSession } from "../visits/session-rules.ts";
import {
  edgesOf,
  edgeTimes,
  isClosedHour,
  openHours,
  placesOf,
  requestsOfOpenHours,
  stretchOfHour,
} from "./edges.ts";
import { hasAccount, personOf } from "./people.ts";

/**
 * How many users were active in each range: they made a request in it, or a session of theirs was going on. Each counts
 * once in a range, however much they did. Ranges may overlap.
 */
export async function countActiveUsers(em: EntityManager, ranges: readonly Range[]): Promise<number[]> {
  const edges = edgesOf(ranges);
  if (edges.length < 2) return ranges.map(() => 0);
  const places = ranges.map((range) => placesOf(edges, range));

  const { rows } = await sql<{ place: number; count: number }>`
    with open_hours as materialized (${openHours(edges)}),
    open_request as (${requestsOfOpenHours(edges)}),
    stretch as (
      select place - 1 as place, time as starts_at, lead(time) over (order by place) as ends_at
      from unnest(${edgeTimes(edges)}) with ordinality as edge(time, place)
    ),
    active as (
      select ${stretchOfHour(edges)} as stretch, user_id from request_user_hours where ${isClosedHour(edges)}
      union
      select stretch, user_id from open_request where user_id is not null
      union
      select stretch.place, session.user_id
      from stretch
      join sessions as session
        on session.started_at < stretch.ends_at and session.last_activity_at >= stretch.starts_at
        and session.started_at >= stretch.starts_at - make_interval(secs => ${longestSession / 1000})
    ),
    person as (
      select active.stretch, person.id as user_id
      from active join users as person on person.id = ${personOf(sql`active.user_id`)}
      where ${hasAccount(sql`person`)}
    )
    select range.place::int as place, count(distinct person.user_id)::int as count
    from unnest(
      ${places.map(({ first }) => first)}::int[], ${places.map(({ end }) => end)}::int[]
    ) with ordinality as range(first, ends, place)
    join person on person.stretch >= range.first and person.stretch < range.ends
    group by 1`.execute(em.getKysely());

  const counts = new Map(rows.map(({ place, count }) => [place - 1, count]));
  return ranges.map((_, place) => counts.get(place) ?? 0);
}
