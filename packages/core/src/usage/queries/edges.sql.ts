import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Range } from "../../calendar/index.ts";

const HOUR_MS = 3_600_000;

/** The ends of adjacent time slices: ascending milliseconds since 1970. Slices are numbered from 0. */
export type Edges = readonly number[];

export function getEdges(ranges: readonly Range[]): Edges {
  const edges = ranges.flatMap(({ from, to }) => [from.epochMilliseconds, to.epochMilliseconds]);

  return [...new Set(edges)].sort((a, b) => a - b);
}

/** The slices of a range, half-open. */
export function getSlices(edges: Edges, { from, to }: Range): { first: number; end: number } {
  return { first: edges.indexOf(from.epochMilliseconds), end: edges.indexOf(to.epochMilliseconds) };
}

export function toTimestamps(edges: Edges): RawBuilder<unknown> {
  return sql`${edges.map((edge) => new Date(edge).toISOString())}::timestamptz[]`;
}

export function sliceOfTime(time: RawBuilder<unknown>, edges: Edges): RawBuilder<number> {
  return sql<number>`width_bucket(${time}, ${toTimestamps(edges)}) - 1`;
}

function getFirstHour(edges: Edges): number {
  return Math.floor((edges[0] ?? 0) / HOUR_MS);
}

function getEndHour(edges: Edges): number {
  return Math.ceil((edges.at(-1) ?? 0) / HOUR_MS);
}

/** Stale hours, and hours that an edge cuts: their requests are read instead, see {@link requestsOfOpenHours}. */
export function openHours(edges: Edges): RawBuilder<unknown> {
  const cutHours = edges.filter((edge) => edge % HOUR_MS !== 0).map((edge) => Math.floor(edge / HOUR_MS));

  return sql`
    select hour from ${tables.staleRequestHours} where hour >= ${getFirstHour(edges)}::int and hour < ${getEndHour(edges)}::int
    union
    select hour from unnest(${cutHours}::int[]) as hour`;
}

/**
 * The requests of the hours in `open_hours` between the edges, each with its `slice`. `offset 0` keeps the planner, which
 * estimates that an hour has a ninth of all rows, from scanning the whole table.
 */
export function requestsOfOpenHours(edges: Edges): RawBuilder<unknown> {
  return sql`
    select request.*, ${sliceOfTime(sql`request.occurred_at`, edges)} as slice
    from open_hours
    cross join lateral (
      select * from ${tables.requests}
      where occurred_at >= to_timestamp(open_hours.hour::float8 * 3600)
        and occurred_at < to_timestamp((open_hours.hour + 1)::float8 * 3600)
      offset 0
    ) as request
    where request.occurred_at >= (${toTimestamps(edges)})[1]
      and request.occurred_at < (${toTimestamps(edges)})[${edges.length}::int]`;
}

/** Selects rollups between the edges that are not open, by their column `hour`. */
export function isClosedHour(edges: Edges): RawBuilder<boolean> {
  return sql<boolean>`
    hour >= ${getFirstHour(edges)}::int and hour < ${getEndHour(edges)}::int
    and hour not in (select hour from open_hours)`;
}

/** The slice of a closed hour, by the column `hour`. No edge cuts it, so whole hours are compared. */
export function sliceOfHour(edges: Edges): RawBuilder<number> {
  return sql<number>`width_bucket(hour, ${edges.map((edge) => Math.ceil(edge / HOUR_MS))}::int[]) - 1`;
}
