import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { Sketch } from "../requests/sketch.ts";
import { bucketColumn } from "../requests/sketch.ts";
import type { Edges } from "./edges.sql.ts";
import { isClosedHour, openHours, requestsOfOpenHours, sliceOfHour } from "./edges.sql.ts";

export interface RequestSum {
  total: number;
  /** Responses with a status of 400 or above. */
  errors: number;
  durationMs: number;
  durations: Sketch;
}

interface SumRow extends Omit<RequestSum, "durations"> {
  key: number;
  buckets: number[];
  counts: number[];
}

const keys = { slice: sql.ref("slice"), route: sql.ref("route_id") };

/** From rollups, else from the requests. Exact, from one snapshot. Keys without requests are left out. */
export async function sumRequests(
  em: EntityManager,
  edges: Edges,
  by: keyof typeof keys,
): Promise<Map<number, RequestSum>> {
  if (edges.length < 2) return new Map();

  const { rows } = await sql<SumRow>`
    with open_hours as materialized (${openHours(edges)}),
    open_request as (${requestsOfOpenHours(edges)}),
    open_bucket as (
      select
        ${keys[by]} as key, ${bucketColumn(sql`duration_ms`)} as bucket, count(*) as count,
        count(*) filter (where status >= 400) as errors, sum(duration_ms::float8) as duration_ms
      from open_request
      group by 1, 2
    ),
    closed as materialized (
      select ${sliceOfHour(edges)} as slice, request_rollups.* from ${tables.requestRollups} where ${isClosedHour(edges)}
    ),
    closed_hour_bucket as (
      select ${keys[by]} as key, unnest(buckets) as bucket, unnest(counts) as count from closed
    ),
    closed_bucket as (select key, bucket, sum(count) as count from closed_hour_bucket group by 1, 2),
    closed_sum as (
      select ${keys[by]} as key, sum(errors) as errors, sum(duration_ms) as duration_ms from closed group by 1
    ),
    sums as (
      select key, sum(errors)::int as errors, sum(duration_ms)::float8 as duration_ms
      from (select key, errors, duration_ms from open_bucket union all select * from closed_sum) as both_sums
      group by 1
    ),
    sketches as (
      select key, sum(count)::int as total, array_agg(bucket) as buckets, array_agg(count) as counts
      from (
        select key, bucket, sum(count)::int as count
        from (select key, bucket, count from open_bucket union all select * from closed_bucket) as both_buckets
        group by 1, 2
      ) as merged
      group by 1
    )
    select key, total, errors, duration_ms as "durationMs", buckets, counts
    from sums join sketches using (key)`.execute(em.getKysely());

  return new Map(
    rows.map(({ key, buckets, counts, ...sum }) => [
      key,
      { ...sum, durations: new Map(buckets.map((bucket, index) => [bucket, counts[index] ?? 0])) },
    ]),
  );
}
