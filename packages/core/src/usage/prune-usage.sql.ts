import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";

export interface PrunedUsage {
  requests: number;
  pageViews: number;
  sessions: number;
}

const BATCH_SIZE = 10_000;

/** In batches, so that no lock is held for long. Call it again after an interruption. Usage of that time shrinks at once. */
export async function pruneUsage(em: EntityManager, days = 90, now: Date = new Date()): Promise<PrunedUsage> {
  const { requests, pageViews, sessions } = getConditions(days, now);

  return {
    requests: await deleteInBatches(em, tables.requests, requests),
    pageViews: await deleteInBatches(em, tables.pageViews, pageViews),
    sessions: await deleteInBatches(em, tables.sessions, sessions),
  };
}

export async function countOldUsage(
  em: EntityManager,
  days = 90,
  now: Date = new Date(),
): Promise<PrunedUsage> {
  const { requests, pageViews, sessions } = getConditions(days, now);
  const { rows } = await sql<PrunedUsage>`
    select
      (select count(*)::int from ${tables.requests} where ${requests}) as requests,
      (select count(*)::int from ${tables.pageViews} where ${pageViews}) as "pageViews",
      (select count(*)::int from ${tables.sessions} where ${sessions}) as sessions`.execute(em.getKysely());

  return rows[0] ?? { requests: 0, pageViews: 0, sessions: 0 };
}

function getConditions(days: number, now: Date): Record<keyof PrunedUsage, RawBuilder<unknown>> {
  const before = sql`${new Date(now.getTime() - days * 24 * 3_600_000).toISOString()}::timestamptz`;

  return {
    requests: sql`occurred_at < ${before}`,
    pageViews: sql`occurred_at < ${before}`,
    // A session is kept until its last activity is old; the start is compared for its index.
    sessions: sql`started_at < ${before} and last_activity_at < ${before}`,
  };
}

async function deleteInBatches(
  em: EntityManager,
  table: RawBuilder<unknown>,
  isOld: RawBuilder<unknown>,
): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { numAffectedRows } = await sql`
      delete from ${table} where id in (
        select id from ${table} where ${isOld} limit ${BATCH_SIZE}
      )`.execute(em.getKysely());
    const count = Number(numAffectedRows ?? 0);
    deleted += count;
    if (count < BATCH_SIZE) return deleted;
  }
}
