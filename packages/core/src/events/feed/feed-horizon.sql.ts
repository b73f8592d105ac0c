import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { FeedCursor } from "./feed-cursor.ts";
import { cursorBefore } from "./feed-cursor.ts";

/**
 * Transactions of other databases of the cluster, which cannot write here. The processes are read before the locks: whoever then
 * holds the number of a transaction of this statement's snapshot is the process that was read. `offset 0` keeps that order.
 */
const transactionsElsewhere = sql`
  select held.transactionid
  from (
    select coalesce(array_agg(pid), '{}') as pids from pg_stat_activity
    where datid <> (select oid from pg_database where datname = current_database())
  ) as elsewhere
  cross join lateral (
    select transactionid from pg_locks
    where locktype = 'transactionid' and mode = 'ExclusiveLock' and granted and pid = any(elsewhere.pids)
    offset 0
  ) as held
  union all
  select transaction from pg_prepared_xacts where database <> current_database()`;

/** The oldest transaction of this database that has written and is open, or else the next one. Earlier ones write no more. */
export const feedHorizon = sql`coalesce(
  (
    select running.xid from pg_snapshot_xip(pg_current_snapshot()) as running(xid)
    where running.xid::xid not in (${transactionsElsewhere})
    order by running.xid limit 1
  ),
  pg_snapshot_xmax(pg_current_snapshot())
)`;

// PostgreSQL returns the unsigned identifier as a signed number.
const timeline = sql`(
  select abs(cluster.system_identifier::numeric) || '-' || checkpoint.timeline_id
  from pg_control_system() as cluster, pg_control_checkpoint() as checkpoint
)`;

/** The cursor before the oldest open transaction of this database. No event can appear before it any more. */
export async function getFeedHorizon(em: EntityManager): Promise<FeedCursor> {
  const { rows } = await sql<{ xid: string; timeline: string }>`
    select (${feedHorizon})::text as xid, ${timeline} as timeline`.execute(em.getKysely());

  return cursorBefore(BigInt(rows[0]?.xid ?? "0"), rows[0]?.timeline ?? "");
}

/** Whether the cluster has reached the cursor. Transaction ids from before a restore mean nothing in this database. */
export async function isReached(em: EntityManager, cursor: FeedCursor): Promise<boolean> {
  const { rows } = await sql<{ isReached: boolean }>`
    select ${timeline} = ${cursor.timeline}::text
      and ${String(cursor.xid)}::xid8 <= pg_snapshot_xmax(pg_current_snapshot()) as "isReached"`.execute(
    em.getKysely(),
  );

  return rows[0]?.isReached ?? false;
}
