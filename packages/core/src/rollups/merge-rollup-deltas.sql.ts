import type { EntityManager } from "@admin-events/db";
import { getSchema, quoteSchema, tables } from "@admin-events/db";
import { sql } from "kysely";
import { lockKeys } from "../advisory-lock.ts";
import type { Loop } from "../background/index.ts";
import { keepDoing } from "../background/index.ts";
import type { Logger } from "../logger.ts";

/** Held while rollups are merged or rebuilt. */
export const ROLLUP_LOCK = "rollups";

/** One process works, others return 0. Counts are correct before, during and after; merging makes them faster. */
export async function mergeRollupDeltas(em: EntityManager): Promise<number> {
  const revisions = `${quoteSchema(getSchema(em))}.event_rollup_revisions`;
  const { numAffectedRows } = await sql`
    with delta as (
      delete from ${tables.eventRollupDeltas}
      where (select pg_try_advisory_xact_lock(${lockKeys(em, ROLLUP_LOCK)}))
      returning name_id, slot, count, is_append
    ),
    slot_counts as (
      select name_id, floor(slot / 96.0)::int as day, mod(mod(slot, 96) + 96, 96) as slot,
        sum(count)::int as count, bool_and(is_append) as only_appends
      from delta
      group by 1, 2, 3
    ),
    merged as (
      select
        name_id, day, nextval(${revisions}) as revision, sum(count)::int as total,
        bool_and(only_appends) as only_appends,
        array(
          select coalesce(sum(counted.count), 0)::int
          from generate_series(0, 95) as slot
          left join unnest(array_agg(slot_counts.slot), array_agg(slot_counts.count)) as counted(slot, count)
            on counted.slot = slot.slot
          group by slot.slot order by slot.slot
        ) as slots
      from slot_counts
      group by name_id, day
    )
    insert into ${tables.eventRollups} as stored (name_id, day, revision, appended_since, total, slots)
    select
      name_id, day, merged.revision,
      coalesce(case when only_appends then before.appended_since end, merged.revision),
      merged.total, merged.slots
    from merged
    left join ${tables.eventRollups} as before using (name_id, day)
    on conflict (name_id, day) do update set
      revision = excluded.revision,
      appended_since = case
        when excluded.appended_since = excluded.revision then excluded.revision
        else stored.appended_since
      end,
      total = stored.total + excluded.total,
      slots = array(
        select stored_count + added_count
        from unnest(stored.slots, excluded.slots) with ordinality as both_counts(stored_count, added_count, slot)
        order by slot
      )`.execute(em.getKysely());

  return Number(numAffectedRows ?? 0);
}

const PAUSE_MS = 1_000;

/** Merges the rollup deltas every second until it is disposed. Any number of processes may do so. */
export function keepRollupsMerged(fork: () => EntityManager, logger: Logger): Loop {
  return keepDoing({
    name: "Event rollups",
    async work() {
      await mergeRollupDeltas(fork());
      return PAUSE_MS;
    },
    pauseAfterError: PAUSE_MS,
    onError: (error) =>
      logger.warn({ error }, "Rollup deltas could not be merged. Counts stay correct and become slower."),
  });
}
