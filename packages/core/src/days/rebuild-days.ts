import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { daysLock } from "./fold-changes.ts";

/**
 * Counts all events anew, in place of what the days say, in one transaction while everything goes on: events that
 * commit meanwhile are noted as changes and come on top.
 *
 * @returns how many quarter-hours of names hold events.
 */
export async function rebuildDays(em: EntityManager): Promise<number> {
  return em.transactional(async (em) => {
    const db = em.getKysely();
    await sql`select pg_advisory_xact_lock(${daysLock})`.execute(db);

    // One statement, so that the notes which are dropped are exactly those of the events which are counted.
    const { numAffectedRows } = await sql`
      with noted as (delete from event_changes),
      forgotten as (delete from event_days),
      quarters as (
        select name_id, floor(extract(epoch from occurred_at) / 900)::int as quarter, count(*)::int as count
        from events
        group by 1, 2
      )
      insert into event_changes select name_id, quarter, count from quarters`.execute(db);

    return Number(numAffectedRows ?? 0);
  });
}
