import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";

/** Events of committed transactions that are not stored yet. */
export interface InboxStatus {
  /** At most 100,000. */
  waiting: number;
  /** How long ago the oldest of them was tracked. 0 for none. */
  oldestWaitingSeconds: number;
  /** Events that the catalog or PostgreSQL rejected, and that are kept. */
  rejected: number;
}

const MAX_COUNT = 100_000;

export async function getInboxStatus(em: EntityManager): Promise<InboxStatus> {
  const { rows } = await sql<InboxStatus>`
    select
      (
        select count(*)::int from (select from ${tables.inbox} where problem is null limit ${MAX_COUNT}) as counted
      ) as waiting,
      greatest(0, coalesce(extract(epoch from clock_timestamp() - (
        select tracked_at from ${tables.inbox} where problem is null order by sequence limit 1
      )), 0))::float8 as "oldestWaitingSeconds",
      (
        select count(*)::int from (select from ${tables.inbox} where problem is not null limit ${MAX_COUNT}) as counted
      ) as rejected`.execute(em.getKysely());

  return rows[0] ?? { waiting: 0, oldestWaitingSeconds: 0, rejected: 0 };
}
