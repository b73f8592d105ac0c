import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { Edges } from "./edges.ts";
import { edgeTimes, stretchOf } from "./edges.ts";
import { tables } from "@admin-events/db";

/** Sessions that began in a stretch, and page views in it. */
export interface VisitSum {
  sessions: number;
  /** How long these sessions lasted together, up to now for those that go on. */
  sessionSeconds: number;
  pageViews: number;
}

/** Sessions and page views between the edges, by the place of the stretch. */
export async function sumVisits(em: EntityManager, edges: Edges): Promise<Map<number, VisitSum>> {
  if (edges.length < 2) return new Map();

  const { rows } = await sql<VisitSum & { stretch: number }>`
    with visit as (
      select
        ${stretchOf(sql`started_at`, edges)} as stretch, 1 as session,
        extract(epoch from last_activity_at - started_at)::float8 as seconds, 0 as page_view
      from ${tables.sessions}
      where started_at >= (${edgeTimes(edges)})[1] and started_at < (${edgeTimes(edges)})[${edges.length}::int]
      union all
      select ${stretchOf(sql`occurred_at`, edges)}, 0, 0, 1
      from ${tables.pageViews}
      where occurred_at >= (${edgeTimes(edges)})[1] and occurred_at < (${edgeTimes(edges)})[${edges.length}::int]
    )
    select
      stretch, sum(session)::int as sessions, sum(seconds)::float8 as "sessionSeconds",
      sum(page_view)::int as "pageViews"
    from visit
    group by 1`.execute(em.getKysely());

  return new Map(rows.map(({ stretch, ...sum }) => [stretch, sum]));
}
