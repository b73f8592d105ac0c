import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Range } from "../../calendar/index.ts";
import { tables } from "@admin-events/db";

const hour = 3_600_000;

/** Neighbouring stretches of time: the milliseconds since 1970 at which they meet, ascending. */
export type Edges = readonly number[];

/** The edges of all ranges, each once. */
export function getEdges(ranges: readonly Range[]): Edges {
  const edges = ranges.flatMap(({ from, to }) => [from.epochMilliseconds, to.epochMilliseconds]);

  return [...new Set(edges)].sort((one, other) => one - other);
}

/** Where a range lies among the edges: the places of its first stretch and of the one after its last. */
export function placesOf(edges: Edges, { from, to }: Range): { first: number; end: number } {
  return { first: edges.indexOf(from.epochMilliseconds), end: edges.indexOf(to.epochMilliseconds) };
}

/** The edges as PostgreSQL's times. */
export function edgeTimes(edges: Edges): RawBuilder<unknown> {
  return sql`${edges.map((edge) => new Date(edge).toISOString())}::timestamptz[]`;
}

/** The place of the stretch that a time lies in. */
export function stretchOf(time: RawBuilder<unknown>, edges: Edges): RawBuilder<number> {
  return sql<number>`width_bucket(${time}, ${edgeTimes(edges)}) - 1`;
}

function firstHour(edges: Edges): number {
  return Math.floor((edges[0] ?? 0) / hour);
}

function endHour(edges: Edges): number {
  return Math.ceil((edges.at(-1) ?? 0) / hour);
}

/**
 * The hours between the edges whose sums cannot be used: those with a note, and those that an edge cuts. What happened
 * in them is read from the requests, {@link requestsOfOpenHours}.
 */
export function openHours(edges: Edges): RawBuilder<unknown> {
  const cut = edges.filter((edge) => edge % hour !== 0).map((edge) => Math.floor(edge / hour));

  return sql`
    select hour from ${tables.staleRequestHours} where hour >= ${firstHour(edges)}::int and hour < ${endHour(edges)}::int
    union
    select hour from unnest(${cut}::int[]) as hour`;
}

/**
 * Requests of the hours in `open_hours`, within the edges, each with the place of its `stretch`. `offset 0` keeps the
 * planner, which takes an hour for a ninth of everything, from reading all requests at once.
 */
export function requestsOfOpenHours(edges: Edges): RawBuilder<unknown> {
  return sql`
    select request.*, ${stretchOf(sql`request.occurred_at`, edges)} as stretch
    from open_hours
    cross join lateral (
      select * from ${tables.requests}
      where occurred_at >= to_timestamp(open_hours.hour::float8 * 3600)
        and occurred_at < to_timestamp((open_hours.hour + 1)::float8 * 3600)
      offset 0
    ) as request
    where request.occurred_at >= (${edgeTimes(edges)})[1]
      and request.occurred_at < (${edgeTimes(edges)})[${edges.length}::int]`;
}

/** Holds for summed-up hours that lie between the edges and are not open. `hour` is the column of the row at hand. */
export function isClosedHour(edges: Edges): RawBuilder<boolean> {
  return sql<boolean>`
    hour >= ${firstHour(edges)}::int and hour < ${endHour(edges)}::int
    and hour not in (select hour from open_hours)`;
}

/** The place of the stretch that a closed hour lies in: no edge cuts it, so whole hours are compared. */
export function stretchOfHour(edges: Edges): RawBuilder<number> {
  return sql<number>`width_bucket(hour, ${edges.map((edge) => Math.ceil(edge / hour))}::int[]) - 1`;
}
