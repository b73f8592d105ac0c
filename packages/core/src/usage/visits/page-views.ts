import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { Heartbeat, PageVisit } from "./visit.ts";
import { tables } from "@admin-events/db";

/** @returns false when a page view with this id was stored before, whosever it is; nothing changed then. */
export async function addPageView(
  em: EntityManager,
  session: string,
  owner: number,
  { id, at, path, title, referrer, durationMs }: PageVisit,
): Promise<boolean> {
  const { rows } = await sql`
    insert into ${tables.pageViews} (id, occurred_at, session_id, user_id, duration_ms, path, title, referrer)
    values (
      ${id}::uuid, ${at.toISOString()}::timestamptz, ${session}::uuid, ${owner}::int,
      ${durationMs === null ? null : Math.round(durationMs)}::int, ${path}, ${title}, ${referrer}
    )
    on conflict (id) do nothing
    returning id`.execute(em.getKysely());

  return rows.length > 0;
}

/** Keeps how long a page was looked at, which only grows. Somebody else's page view is left alone. */
export async function keepPageDuration(
  em: EntityManager,
  owners: readonly number[],
  { pageId, activeMs }: Heartbeat,
): Promise<void> {
  if (pageId === null || activeMs === null) return;

  await sql`
    update ${tables.pageViews} set duration_ms = greatest(duration_ms, ${Math.round(activeMs)}::int)
    where id = ${pageId}::uuid and user_id = any(${owners}::int[])`.execute(em.getKysely());
}
