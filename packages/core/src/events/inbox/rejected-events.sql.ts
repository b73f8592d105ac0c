import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { wakeUp } from "../../wake-up.sql.ts";
import { isoTime } from "../event-rows.sql.ts";
import { getWakeChannel } from "../storing/write-events.sql.ts";
import { INBOX_PAYLOAD } from "./inbox.sql.ts";

/** Events of committed transactions that were rejected for one reason, and are kept until they are stored again or discarded. */
export interface RejectedEvents {
  name: string;
  problem: string;
  total: number;
  /** When the first and the last of them were tracked. ISO 8601 in UTC. */
  firstAt: string;
  lastAt: string;
}

/** How long rejected events are kept. */
export const REJECTED_RETENTION_DAYS = 30;
const MAX_GROUPS = 100;

/** The latest first. */
export async function listRejectedEvents(em: EntityManager): Promise<RejectedEvents[]> {
  const { rows } = await sql<RejectedEvents>`
    select name, problem, count(*)::int as total,
      ${isoTime(sql`min(tracked_at)`)} as "firstAt", ${isoTime(sql`max(tracked_at)`)} as "lastAt"
    from ${tables.inbox} where problem is not null
    group by 1, 2 order by max(tracked_at) desc, 1, 2 limit ${MAX_GROUPS}`.execute(em.getKysely());

  return rows;
}

/** One reason of one name; without it, every rejected event. */
export interface RejectedSelection {
  name?: string | undefined;
  problem?: string | undefined;
}

function isSelected({ name, problem }: RejectedSelection) {
  return sql<boolean>`problem is not null
    and ${name === undefined ? sql`true` : sql`name = ${name}`}
    and ${problem === undefined ? sql`true` : sql`problem = ${problem}`}`;
}

/** Puts rejected events back, for a catalog that was changed. A running server stores or refuses them. @returns how many. */
export async function retryRejectedEvents(em: EntityManager, selection: RejectedSelection): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with retried as (
      update ${tables.inbox} set problem = null, rejected_at = null where ${isSelected(selection)} returning sequence
    ),
    wake as (${wakeUp(getWakeChannel(em), sql`select ${INBOX_PAYLOAD}::text from retried limit 1`)})
    select count(*)::int as count, (select count(*) from wake) as woken from retried`.execute(em.getKysely());

  return rows[0]?.count ?? 0;
}

/** Deletes rejected events for good. @returns how many. */
export async function discardRejectedEvents(
  em: EntityManager,
  selection: RejectedSelection,
): Promise<number> {
  const { numAffectedRows } = await sql`delete from ${tables.inbox} where ${isSelected(selection)}`.execute(
    em.getKysely(),
  );

  return Number(numAffectedRows ?? 0);
}

/** Deletes events that were rejected more than 30 days ago. @returns how many. */
export async function pruneRejectedEvents(em: EntityManager, now = new Date()): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${tables.inbox}
    where problem is not null
      and rejected_at < ${now.toISOString()}::timestamptz - make_interval(days => ${REJECTED_RETENTION_DAYS}::int)`.execute(
    em.getKysely(),
  );

  return Number(numAffectedRows ?? 0);
}
