import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { Edges } from "./edges.sql.ts";
import { isClosedHour, openHours, requestsOfOpenHours, sliceOfHour } from "./edges.sql.ts";

/** Counts requests by slice. As exact as `sumRequests`, and faster, because it ignores durations. */
export async function countRequests(
  em: EntityManager,
  edges: Edges,
): Promise<Map<number, { total: number }>> {
  if (edges.length < 2) return new Map();

  const { rows } = await sql<{ slice: number; total: number }>`
    with open_hours as materialized (${openHours(edges)}),
    open_request as (${requestsOfOpenHours(edges)})
    select slice, sum(total)::int as total
    from (
      select ${sliceOfHour(edges)} as slice, total from ${tables.requestRollups} where ${isClosedHour(edges)}
      union all
      select slice, 1 from open_request
    ) as counted
    group by 1`.execute(em.getKysely());

  return new Map(rows.map(({ slice, total }) => [slice, { total }]));
}
