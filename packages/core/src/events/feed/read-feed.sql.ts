import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { StoredEvent } from "../event.ts";
import type { EventRow } from "../event-rows.sql.ts";
import { eventColumns, joinEventTables, toStoredEvent } from "../event-rows.sql.ts";
import { estimateBytes } from "./estimate-bytes.ts";
import type { FeedCursor } from "./feed-cursor.ts";
import { cursorBefore } from "./feed-cursor.ts";

export interface FeedEvent {
  cursor: FeedCursor;
  event: StoredEvent;
  /** About as many as its JSON has. */
  bytes: number;
}

export interface FeedPage {
  events: FeedEvent[];
  end: FeedCursor;
  /** Whether there are later events that must wait for an older transaction to end. */
  isHeldBack: boolean;
  isFull: boolean;
}

/** Stops at the oldest running transaction: it may still add rows before later ones, which a reader beyond would never see. */
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
    from ${joinEventTables(next)}
    order by event.xid, event.id`.execute(em.getKysely());

  const events = rows
    .filter((row) => row.settled)
    .map(({ xid, settled: _, ...row }) => {
      const event = toStoredEvent(row);

      return {
        cursor: { xid: BigInt(xid), id: row.id, timeline: after.timeline },
        event,
        bytes: estimateBytes(event),
      };
    });
  const last = events.at(-1)?.cursor;
  const isFull = events.length === limit;

  return {
    events,
    // The last transaction has ended and was read to its end, so the next page skips it.
    end: last && !isFull ? cursorBefore(last.xid + 1n, after.timeline) : (last ?? after),
    isHeldBack: events.length < rows.length,
    isFull,
  };
}

/** The cursor before the oldest running transaction. No event can appear before it any more. */
export async function getFeedHorizon(em: EntityManager): Promise<FeedCursor> {
  const { rows } = await sql<{ xid: string; timeline: string }>`
    select
      pg_snapshot_xmin(pg_current_snapshot())::text as xid,
      -- PostgreSQL returns the unsigned identifier as a signed number.
      abs(cluster.system_identifier::numeric) || '-' || checkpoint.timeline_id as timeline
    from pg_control_system() as cluster, pg_control_checkpoint() as checkpoint`.execute(em.getKysely());

  return cursorBefore(BigInt(rows[0]?.xid ?? "0"), rows[0]?.timeline ?? "");
}
