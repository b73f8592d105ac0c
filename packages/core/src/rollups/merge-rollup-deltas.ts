import type { EntityManager } from "@admin-events/db";
import { getSchema, quoteSchema } from "@admin-events/db";
import { sql } from "kysely";
import { lockKeys } from "../advisory-lock.ts";
import { tables } from "@admin-events/db";

/** Held while rollups are merged or rebuilt. */
export const ROLLUP_LOCK = "rollups";

/**
 * Sums the noted changes of events up into `event_rollups`. Any number of processes may call it at once: one does it, the
 * others return at once. Readers are right before, during and after; folding only makes them faster.
 *
 * @returns how many days of names have changed.
 */
export async function mergeRollupDeltas(em: EntityManager): Promise<number> {
  const revisions = `${quoteSchema(getSchema(em))}.event_rollup_revisions`;
  const { numAffectedRows } = await sql`
    with taken as (
      delete from ${tables.eventRollupDeltas}
      where (select pg_try_advisory_xact_lock(${lockKeys(em, ROLLUP_LOCK)}))
      returning name_id, slot, count, is_append
    ),
    slots as (
      select name_id, floor(slot / 96.0)::int as day, mod(mod(slot, 96) + 96, 96) as place,
        sum(count)::int as count, bool_and(is_append) as only_appends
      from taken
      group by 1, 2, 3
    ),
    days as (
      select
        name_id, day, nextval(${revisions}) as revision, sum(count)::int as total,
        bool_and(only_appends) as only_appends,
        array(
          select coalesce(sum(counted.count), 0)::int
          from generate_series(0, 95) as place
          left join unnest(array_agg(slots.place), array_agg(slots.count)) as counted(place, count)
            on counted.place = place.place
          group by place.place order by place.place
        ) as slots
      from slots
      group by name_id, day
    )
    insert into ${tables.eventRollups} as known (name_id, day, revision, appended_since, total, slots)
    select
      name_id, day, days.revision, coalesce(case when only_appends then before.appended_since end, days.revision),
      days.total, days.slots
    from days
    left join ${tables.eventRollups} as before using (name_id, day)
    on conflict (name_id, day) do update set
      revision = excluded.revision,
      appended_since = case
        when excluded.appended_since = excluded.revision then excluded.revision
        else known.appended_since
      end,
      total = known.total + excluded.total,
      slots = array(
        select mine + theirs
        from unnest(known.slots, excluded.slots) with ordinality as both_days(mine, theirs, place)
        order by place
      )`.execute(em.getKysely());

  return Number(numAffectedRows ?? 0);
}
