import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";

/** Any number that nothing else in the database locks: the ASCII of "days". */
export const daysLock = 0x64_61_79_73;

/**
 * Sums the noted changes of events up into `event_days`. Any number of processes may call it at once: one does it, the
 * others return at once. Readers are right before, during and after; folding only makes them faster.
 *
 * @returns how many days of names have changed.
 */
export async function foldChanges(em: EntityManager): Promise<number> {
  const { numAffectedRows } = await sql`
    with taken as (
      delete from event_changes
      where (select pg_try_advisory_xact_lock(${daysLock}))
      returning name_id, quarter, count, is_append
    ),
    quarters as (
      select name_id, floor(quarter / 96.0)::int as day, mod(mod(quarter, 96) + 96, 96) as place,
        sum(count)::int as count, bool_and(is_append) as only_appends
      from taken
      group by 1, 2, 3
    ),
    days as (
      select
        name_id, day, nextval('event_revisions') as revision, sum(count)::int as total,
        bool_and(only_appends) as only_appends,
        array(
          select coalesce(sum(counted.count), 0)::int
          from generate_series(0, 95) as place
          left join unnest(array_agg(quarters.place), array_agg(quarters.count)) as counted(place, count)
            on counted.place = place.place
          group by place.place order by place.place
        ) as quarters
      from quarters
      group by name_id, day
    )
    insert into event_days as known (name_id, day, revision, appended_since, total, quarters)
    select
      name_id, day, days.revision, coalesce(case when only_appends then before.appended_since end, days.revision),
      days.total, days.quarters
    from days
    left join event_days as before using (name_id, day)
    on conflict (name_id, day) do update set
      revision = excluded.revision,
      appended_since = case
        when excluded.appended_since = excluded.revision then excluded.revision
        else known.appended_since
      end,
      total = known.total + excluded.total,
      quarters = array(
        select mine + theirs
        from unnest(known.quarters, excluded.quarters) with ordinality as both_days(mine, theirs, place)
        order by place
      )`.execute(em.getKysely());

  return Number(numAffectedRows ?? 0);
}
