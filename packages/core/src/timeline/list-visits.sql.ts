import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { isoTime } from "../events/index.ts";
import type { MomentBase, TimelinePage } from "./timeline.ts";

/** A session of the person. `at` is its start. */
export interface SessionMoment extends MomentBase<"session"> {
  /** From its start to its last activity. */
  seconds: number;
  pageCount: number;
  referrer: string | null;
  /** `Chrome 140`, `macOS`, `desktop`; null if the sender named no user agent. */
  browser: string | null;
  os: string | null;
  device: string | null;
}

export interface PageViewMoment extends MomentBase<"pageView"> {
  path: string;
  title: string | null;
  /** The time that the page was visible; null while it is unknown. */
  durationMs: number | null;
}

export async function listSessions(
  em: EntityManager,
  { userIds, isBefore, limit }: TimelinePage,
): Promise<SessionMoment[]> {
  const { rows } = await sql<SessionMoment>`
    select
      'session' as kind, session.id, ${isoTime(sql`session.started_at`)} as at,
      extract(epoch from session.last_activity_at - session.started_at)::float8 as seconds,
      session.page_count as "pageCount", session.referrer, agent.browser, agent.os, agent.device
    from ${tables.sessions} as session
    left join ${tables.userAgents} as agent on agent.id = session.user_agent_id
    where session.user_id = any(${userIds}::int[])
      and ${isBefore(sql`(session.started_at, session.id)`)}
    order by session.started_at desc, session.id desc
    limit ${limit}`.execute(em.getKysely());

  return rows;
}

export async function listPageViews(
  em: EntityManager,
  { userIds, isBefore, limit }: TimelinePage,
): Promise<PageViewMoment[]> {
  const { rows } = await sql<PageViewMoment>`
    select
      'pageView' as kind, view.id, ${isoTime(sql`view.occurred_at`)} as at, view.path, view.title,
      view.duration_ms as "durationMs"
    from ${tables.pageViews} as view
    where view.user_id = any(${userIds}::int[]) and ${isBefore(sql`(view.occurred_at, view.id)`)}
    order by view.occurred_at desc, view.id desc
    limit ${limit}`.execute(em.getKysely());

  return rows;
}
