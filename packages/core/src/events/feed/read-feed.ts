import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { StoredEvent } from "../event.ts";
import type { EventRow } from "../event-rows.ts";
import { eventColumns, eventTablesOf, toStoredEvent } from "../event-rows.ts";
import type { FeedCursor } from "./feed-cursor.ts";
import { cursorBefore } from "./feed-cursor.ts";
import { tables } from "@admin-events/db";

/** An event and its place in the feed. */
export interface FeedEvent {
  cursor: FeedCursor;
  event: StoredEvent;
}

export interface FeedPage {
  /** The next events in the order of the feed. */
  events: FeedEvent[];
  /** Where the next page begins. */
  end: FeedCursor;
  /** Whether later events exist that an older transaction, still running, may yet precede. */
  unsettled: boolean;
  /** Whether the page is full, so that more may follow. */
  full: boolean;
}

/**
 * The events after a place in the feed. Stops at the horizon, the oldest transaction still running: behind it a row
 * may yet appear, and a reader that had passed it would never see that row.
 */
export async function readFeed(em: EntityManager, after: FeedCursor, limit: number): Promise<FeedPage> {
  const next = sql`(
    select * from ${tables.events}
    where (xid, id) > (${String(after.xid)}::xid8, ${after.id}::uuid)
    order by xid, id
    limit ${limit}
  )`;
  const { rows } = await sql<EventRow & { xid: string; settled: boolean }>`
    select
      event.xid::text as xid,
      event.xid < pg_snapshot_xmin(pg_current_snapshot()) as settled,
      ${eventColumns}
    from ${eventTablesOf(next)}
    order by event.xid, event.id`.execute(em.getKysely());

  const events = rows
    .filter((row) => row.settled)
    .map(({ xid, settled: _, ...row }) => ({
      cursor: { xid: BigInt(xid), id: row.id, life: after.life },
      event: toStoredEvent(row),
    }));
  const last = events.at(-1)?.cursor;
  const full = events.length === limit;

  return {
    events,
    // A transaction that has ended and was read to its end needs no second look.
    end: last && !full ? cursorBefore(last.xid + 1n, after.life) : (last ?? after),
    unsettled: events.length < rows.length,
    full,
  };
}

/** The place in the feed behind which nothing can appear any more: now's horizon. */
export async function feedHorizon(em: EntityManager): Promise<FeedCursor> {
  const { rows } = await sql<{ xid: string; life: string }>`
    select
      pg_snapshot_xmin(pg_current_snapshot())::text as xid,
      -- The number is unsigned, and shown as if it were signed.
      abs(cluster.system_identifier::numeric) || '-' || checkpoint.timeline_id as life
    from pg_control_system() as cluster, pg_control_checkpoint() as checkpoint`.execute(em.getKysely());

  return cursorBefore(BigInt(rows[0]?.xid ?? "0"), rows[0]?.life ?? "");
}
