import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { lockKeys } from "../advisory-lock.ts";
import { mergeRollupDeltas, ROLLUP_LOCK } from "./merge-rollup-deltas.ts";
import { tables } from "@admin-events/db";

/** How far a rebuild is. */
export interface RebuildProgress {
  /** Days counted so far, of all days that hold events; those of an interrupted run included. */
  done: number;
  total: number;
  /** The day that comes next, `YYYY-MM-DD`; null at the end. */
  next: string | null;
}

export interface RebuildOptions {
  onProgress?: (progress: RebuildProgress) => void;
  /** Forgets how far an interrupted run got. */
  fromStart?: boolean;
}

const daysAtOnce = 7;

/**
 * Counts all events anew, in place of what the days say, a week at a time, while everything goes on: metrics stay
 * right, and events that commit meanwhile come on top. Interrupted, it goes on where it was; the segments of a day hold
 * no longer once it is counted.
 *
 * @returns how many days were counted by this run.
 */
export async function rebuildRollups(
  em: EntityManager,
  { onProgress, fromStart = false }: RebuildOptions = {},
): Promise<number> {
  await begin(em, fromStart);
  let counted = 0;

  for (let week = await countNextWeek(em); week; week = await countNextWeek(em)) {
    counted += week.counted;
    onProgress?.(week.progress);
    await mergeRollupDeltas(em);
  }
  await sql`delete from ${tables.rollupRebuilds} where next_day > last_day`.execute(em.getKysely());

  return counted;
}

/** Writes down which days there are, unless an earlier run did. */
async function begin(em: EntityManager, fromStart: boolean): Promise<void> {
  const db = em.getKysely();
  await sql`delete from ${tables.rollupRebuilds} where ${fromStart} or next_day > last_day`.execute(db);

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
    on conflict do nothing`.execute(db);
}

/** Counts the next days in a transaction of their own. Null when none are left. */
async function countNextWeek(
  em: EntityManager,
): Promise<{ counted: number; progress: RebuildProgress } | null> {
  return em.transactional(async (em) => {
    const db = em.getKysely();
    // Nobody folds meanwhile, and of two rebuilds each takes the next week.
    await sql`select pg_advisory_xact_lock(${lockKeys(em, ROLLUP_LOCK)})`.execute(db);
    const { rows } = await sql<{ first: number; from: number; last: number }>`
      select first_day as first, next_day as from, last_day as last
      from ${tables.rollupRebuilds} where next_day <= last_day for update`.execute(db);
    const [days] = rows;
    if (!days) return null;

    const next = Math.min(days.from + daysAtOnce, days.last + 1);
    await countDays(em, days.from, next);
    await sql`update ${tables.rollupRebuilds} set next_day = ${next}`.execute(db);

    return {
      counted: next - days.from,
      progress: {
        done: next - days.first,
        total: days.last + 1 - days.first,
        next: next > days.last ? null : new Date(next * 86_400_000).toISOString().slice(0, 10),
      },
    };
  });
}

/** One statement, so that the notes which are dropped are exactly those of the events which are counted. */
async function countDays(em: EntityManager, firstDay: number, endDay: number): Promise<void> {
  await sql`
    with noted as (
      delete from ${tables.eventRollupDeltas} where slot >= ${firstDay * 96} and slot < ${endDay * 96}
    ),
    forgotten as (
      delete from ${tables.eventRollups} where day >= ${firstDay} and day < ${endDay}
    ),
    slots as (
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
    select name_id, slot, count, false from slots`.execute(em.getKysely());
}
