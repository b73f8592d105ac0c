import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { Heartbeat, PageVisit } from "./visit.ts";

/** @returns false if a page view with this id was stored before, by any owner. It is left unchanged. */
export async function insertPageView(
  em: EntityManager,
  sessionId: string,
  ownerId: number,
  { id, at, path, title, referrer, durationMs }: PageVisit,
): Promise<boolean> {
  const { rows } = await sql`
    insert into ${tables.pageViews} (id, occurred_at, session_id, user_id, duration_ms, path, title, referrer)
    values (
      ${id}::uuid, ${at.toISOString()}::timestamptz, ${sessionId}::uuid, ${ownerId}::int,
      ${durationMs === null ? null : Math.round(durationMs)}::int, ${path}, ${title}, ${referrer}
    )
    on conflict (id) do nothing
    returning id`.execute(em.getKysely());

  return rows.length > 0;
}

/** How long after its start a page view can still be visible: as long as `activeMs` can be, and a browser queues heartbeats. */
const MAX_PAGE_AGE_MS = 8 * 24 * 60 * 60_000;

/** Raises the duration of a page view, which never shrinks. One of another owner, or of long ago, is left unchanged. */
export async function raisePageDuration(
  em: EntityManager,
  ownerIds: readonly number[],
  { pageId, activeMs, at }: Heartbeat,
): Promise<void> {
  if (pageId === null || activeMs === null) return;

  await sql`
    update ${tables.pageViews} set duration_ms = greatest(duration_ms, ${Math.round(activeMs)}::int)
    where id = ${pageId}::uuid and user_id = any(${ownerIds}::int[])
      and occurred_at >= ${new Date(at.getTime() - MAX_PAGE_AGE_MS).toISOString()}::timestamptz`.execute(
    em.getKysely(),
  );
}
