import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { lockKeys } from "../advisory-lock.ts";
import { mergeRollupDeltas, ROLLUP_LOCK } from "./merge-rollup-deltas.sql.ts";

export interface RebuildProgress {
  /** Days counted so far, including those of an interrupted run. */
  done: number;
  /** Days from the first event to the last. */
  total: number;
  /** The next day, `YYYY-MM-DD`; null at the end. */
  next: string | null;
}

export interface RebuildOptions {
  onProgress?: (progress: RebuildProgress) => void;
  fromStart?: boolean;
}

const DAYS_PER_BATCH = 7;

/** A week at a time, while events are stored and counted. An interrupted run resumes. @returns the days that this run counted. */
export async function rebuildRollups(
  em: EntityManager,
  { onProgress, fromStart = false }: RebuildOptions = {},
): Promise<number> {
  await beginRebuild(em, fromStart);
  let counted = 0;

  for (let batch = await countNextBatch(em); batch; batch = await countNextBatch(em)) {
    counted += batch.counted;
    onProgress?.(batch.progress);
    await mergeRollupDeltas(em);
  }
  await deleteFinishedRebuild(em);

  return counted;
}

/** Stores the range of days to count, unless an interrupted run did. */
async function beginRebuild(em: EntityManager, fromStart: boolean): Promise<void> {
  if (fromStart) await em.getKysely().deleteFrom("rollup_rebuilds").execute();
  else await deleteFinishedRebuild(em);

  await sql`
    insert into ${tables.rollupRebuilds} (first_day, next_day, last_day)
    select min(day), min(day), max(day)
    from (
      select day from ${tables.eventRollups}
      union all
      select floor(slot / 96.0)::int from ${tables.eventRollupDeltas}
      union all
      select floor(extract(epoch from occurred_at) / 86400)::int
      from ${tables.eventNames} as name
      cross join lateral (
        (select occurred_at from ${tables.events} where name_id = name.id order by occurred_at limit 1)
        union all
        (select occurred_at from ${tables.events} where name_id = name.id order by occurred_at desc limit 1)
      ) as outermost
    ) as days
    having count(*) > 0
    on conflict do nothing`.execute(em.getKysely());
}

async function deleteFinishedRebuild(em: EntityManager): Promise<void> {
  await em.getKysely().deleteFrom("rollup_rebuilds").whereRef("next_day", ">", "last_day").execute();
}

/** Counts the next days in a transaction of their own. Null if none are left. */
async function countNextBatch(
  em: EntityManager,
): Promise<{ counted: number; progress: RebuildProgress } | null> {
  return em.transactional(async (em) => {
    const db = em.getKysely();
    // Prevents merging meanwhile; of two concurrent rebuilds, each takes the next batch.
    await sql`select pg_advisory_xact_lock(${lockKeys(em, ROLLUP_LOCK)})`.execute(db);
    const rebuild = await db
      .selectFrom("rollup_rebuilds")
      .select(["first_day as firstDay", "next_day as nextDay", "last_day as lastDay"])
      .whereRef("next_day", "<=", "last_day")
      .forUpdate()
      .executeTakeFirst();
    if (!rebuild) return null;

    const { firstDay, nextDay, lastDay } = rebuild;
    const endDay = Math.min(nextDay + DAYS_PER_BATCH, lastDay + 1);
    await countDays(em, nextDay, endDay);
    await db.updateTable("rollup_rebuilds").set({ next_day: endDay }).execute();

    return {
      counted: endDay - nextDay,
      progress: {
        done: endDay - firstDay,
        total: lastDay + 1 - firstDay,
        next: endDay > lastDay ? null : new Date(endDay * 86_400_000).toISOString().slice(0, 10),
      },
    };
  });
}

/** One statement, so that the deltas it deletes are exactly those of the events it counts. */
async function countDays(em: EntityManager, firstDay: number, endDay: number): Promise<void> {
  await sql`
    with deleted_deltas as (
      delete from ${tables.eventRollupDeltas} where slot >= ${firstDay * 96} and slot < ${endDay * 96}
    ),
    deleted_rollups as (
      delete from ${tables.eventRollups} where day >= ${firstDay} and day < ${endDay}
    ),
    slot_counts as (
      select name.id as name_id, counted.slot, counted.count
      from ${tables.eventNames} as name
      cross join lateral (
        select floor(extract(epoch from occurred_at) / 900)::int as slot, count(*)::int as count
        from ${tables.events}
        where name_id = name.id
          and occurred_at >= to_timestamp(${firstDay * 86_400}) and occurred_at < to_timestamp(${endDay * 86_400})
        group by 1
      ) as counted
    )
    insert into ${tables.eventRollupDeltas} (name_id, slot, count, is_append)
    select name_id, slot, count, false from slot_counts`.execute(em.getKysely());
}
