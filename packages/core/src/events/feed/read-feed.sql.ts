import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { StoredEvent } from "../event.ts";
import type { EventRow } from "../event-rows.sql.ts";
import { eventColumns, joinEventTables, toStoredEvent } from "../event-rows.sql.ts";
import { estimateBytes } from "./estimate-bytes.ts";
import type { FeedCursor } from "./feed-cursor.ts";
import { cursorBefore } from "./feed-cursor.ts";
import { feedHorizon } from "./feed-horizon.sql.ts";

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
  /** Whether there are events behind an open transaction of another database. */
  isHeldElsewhere: boolean;
  isFull: boolean;
}

/**
 * Stops at the oldest running transaction: it may still add rows before later ones, which a reader beyond would never see.
 *
 * @param passesOtherDatabases looks into which database the transactions belong, and reads on behind those of others. It takes
 * PostgreSQL about a millisecond more while a transaction is open.
 */
export async function readFeed(
  em: EntityManager,
  after: FeedCursor,
  limit: number,
  passesOtherDatabases: boolean,
): Promise<FeedPage> {
  const next = sql`(
    select * from ${tables.events}
    where (xid, id) > (${String(after.xid)}::xid8, ${after.id}::uuid)
    order by xid, id
    limit ${limit}
  )`;
  const isBeforeAll = sql`event.xid < pg_snapshot_xmin(pg_current_snapshot())`;
  const { rows } = await sql<EventRow & { xid: string; settled: boolean; isBeforeAll: boolean }>`
    select
      event.xid::text as xid,
      (${passesOtherDatabases ? sql`${isBeforeAll} or event.xid < (${feedHorizon})` : isBeforeAll}) as settled,
      ${isBeforeAll} as "isBeforeAll",
      ${eventColumns}
    from ${joinEventTables(next)}
    order by event.xid, event.id`.execute(em.getKysely());

  const events = rows
    .filter((row) => row.settled)
    .map(({ xid, settled: _, isBeforeAll: __, ...row }) => {
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
    isHeldElsewhere: rows.some((row) => row.settled && !row.isBeforeAll),
    isFull,
  };
}
