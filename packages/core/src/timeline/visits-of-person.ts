import type { EntityManager } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { isoTime } from "../events/index.ts";
import type { MomentBase, TimelineInput } from "./timeline.ts";
import { tables } from "@admin-events/db";

/** A visit of the person, at the moment it began. */
export interface SessionMoment extends MomentBase<"session"> {
  /** Up to its last activity. */
  seconds: number;
  pageCount: number;
  referrer: string | null;
  /** `Chrome 140`, `macOS`, `desktop`; null where the sender told nothing of it. */
  browser: string | null;
  os: string | null;
  device: string | null;
}

/** A page that the person looked at. */
export interface PageViewMoment extends MomentBase<"pageView"> {
  path: string;
  title: string | null;
  /** How long it was looked at; null while nobody knows. */
  durationMs: number | null;
}

export async function sessionsOfPerson(
  em: EntityManager,
  { people, before, limit }: TimelineInput,
): Promise<SessionMoment[]> {
  const { rows } = await sql<SessionMoment>`
    select
      'session' as kind, session.id, ${isoTime(sql`session.started_at`)} as at,
      extract(epoch from session.last_activity_at - session.started_at)::float8 as seconds,
      session.page_count as "pageCount", session.referrer, agent.browser, agent.os, agent.device
    from ${tables.sessions} as session
    left join ${tables.userAgents} as agent on agent.id = session.user_agent_id
    where session.user_id = any(${people}::int[])
      and ${isBefore(before, sql`(session.started_at, session.id)`)}
    order by session.started_at desc, session.id desc
    limit ${limit}`.execute(em.getKysely());

  return rows;
}

export async function pageViewsOfPerson(
  em: EntityManager,
  { people, before, limit }: TimelineInput,
): Promise<PageViewMoment[]> {
  const { rows } = await sql<PageViewMoment>`
    select
      'pageView' as kind, view.id, ${isoTime(sql`view.occurred_at`)} as at, view.path, view.title,
      view.duration_ms as "durationMs"
    from ${tables.pageViews} as view
    where view.user_id = any(${people}::int[]) and ${isBefore(before, sql`(view.occurred_at, view.id)`)}
    order by view.occurred_at desc, view.id desc
    limit ${limit}`.execute(em.getKysely());

  return rows;
}

function isBefore(before: TimelineInput["before"], place: RawBuilder<unknown>): RawBuilder<boolean> {
  return before
    ? sql<boolean>`${place} < (${before.at}::timestamptz, ${before.id}::uuid)`
    : sql<boolean>`true`;
}
