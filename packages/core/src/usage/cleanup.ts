import type { EntityManager } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";

/** How many rows were deleted. */
export interface Cleaned {
  requests: number;
  pageViews: number;
  sessions: number;
}

const batchSize = 10_000;

/**
 * Deletes requests, page views and sessions that are older than so many days. Readings of that time become smaller at
 * once. In batches, so that nobody waits for long; interrupted, it goes on where it was when it is called again.
 */
export async function cleanUp(em: EntityManager, days = 90, now: Date = new Date()): Promise<Cleaned> {
  const before = sql`${new Date(now.getTime() - days * 24 * 3_600_000).toISOString()}::timestamptz`;

  return {
    requests: await deleteWhere(em, "requests", sql`occurred_at < ${before}`),
    pageViews: await deleteWhere(em, "page_views", sql`occurred_at < ${before}`),
    // A session that began before and went on is kept; the start is named for its index.
    sessions: await deleteWhere(em, "sessions", sql`started_at < ${before} and last_activity_at < ${before}`),
  };
}

async function deleteWhere(em: EntityManager, table: string, isOld: RawBuilder<unknown>): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where id in (
        select id from ${sql.table(table)} where ${isOld} limit ${batchSize}
      )`.execute(em.getKysely());
    const count = Number(numAffectedRows ?? 0);
    deleted += count;
    if (count < batchSize) return deleted;
  }
}
