import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { Edges } from "./edges.sql.ts";
import { sliceOfTime, toTimestamps } from "./edges.sql.ts";

export interface VisitSum {
  /** Sessions that started in the slice. */
  sessions: number;
  /** The total length of these sessions, so far. */
  sessionSeconds: number;
  pageViews: number;
}

export async function sumVisits(em: EntityManager, edges: Edges): Promise<Map<number, VisitSum>> {
  if (edges.length < 2) return new Map();

  const { rows } = await sql<VisitSum & { slice: number }>`
    with visit as (
      select
        ${sliceOfTime(sql`started_at`, edges)} as slice, 1 as session,
        extract(epoch from last_activity_at - started_at)::float8 as seconds, 0 as page_view
      from ${tables.sessions}
      where started_at >= (${toTimestamps(edges)})[1] and started_at < (${toTimestamps(edges)})[${edges.length}::int]
      union all
      select ${sliceOfTime(sql`occurred_at`, edges)}, 0, 0, 1
      from ${tables.pageViews}
      where occurred_at >= (${toTimestamps(edges)})[1] and occurred_at < (${toTimestamps(edges)})[${edges.length}::int]
    )
    select
      slice, sum(session)::int as sessions, sum(seconds)::float8 as "sessionSeconds",
      sum(page_view)::int as "pageViews"
    from visit
    group by 1`.execute(em.getKysely());

  return new Map(rows.map(({ slice, ...sum }) => [slice, sum]));
}
