import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";

const SLOT_MS = 900_000;
const SLOTS_PER_DAY = 96;

/** The events of one series between two adjacent edges. */
export interface RollupCount {
  /** The index of the series. */
  series: number;
  /** The index of the earlier edge. */
  bucket: number;
  count: number;
}

/**
 * Counts events of series of names between edges from the rollups, their unmerged deltas and, where an edge cuts a slot, the events
 * of that slot. Exact, from one snapshot. Buckets without events are left out.
 *
 * @param series the ids of each series' names; a name may be in several
 * @param edges ascending, in milliseconds since 1970; may repeat
 */
export async function countByRollups(
  em: EntityManager,
  series: readonly (readonly number[])[],
  edges: readonly number[],
): Promise<RollupCount[]> {
  const nameIds = [...new Set(series.flat())];
  const uniqueEdges = [...new Set(edges)];
  const slotEdges = uniqueEdges.map((edge) => Math.floor(edge / SLOT_MS));
  const slices = cutIntoDays(slotEdges);
  const cutEdges = uniqueEdges.filter((edge) => edge % SLOT_MS !== 0);

  const { rows } = await sql<RollupCount>`
    with merged as (
      select
        rollup.name_id, slice.bucket,
        case
          when slice.first_slot = 0 and slice.end_slot = ${SLOTS_PER_DAY} then rollup.total
          else (select sum(slot) from unnest(rollup.slots[slice.first_slot + 1 : slice.end_slot]) as slot)
        end as count
      from unnest(
        ${slices.map(({ day }) => day)}::int[], ${slices.map(({ firstSlot }) => firstSlot)}::int[],
        ${slices.map(({ endSlot }) => endSlot)}::int[], ${slices.map(({ bucket }) => bucket)}::int[]
      ) as slice(day, first_slot, end_slot, bucket)
      join ${tables.eventRollups} as rollup on rollup.name_id = any(${nameIds}::int[]) and rollup.day = slice.day
    ),
    unmerged as (
      select name_id, width_bucket(slot, ${slotEdges}::int[]) - 1 as bucket, count
      from ${tables.eventRollupDeltas}
      where name_id = any(${nameIds}::int[])
        and slot >= ${slotEdges[0]}::int and slot < ${slotEdges.at(-1)}::int
    ),
    before_cut as (
      select event.name_id, cut.edge, count(*) as count
      from unnest(${cutEdges}::float8[]) as cut(edge)
      join ${tables.events} as event
        on event.name_id = any(${nameIds}::int[])
        and event.occurred_at >= to_timestamp(floor(cut.edge / ${SLOT_MS}) * ${SLOT_MS / 1000})
        and event.occurred_at < to_timestamp(cut.edge / 1000)
      group by 1, 2
    ),
    correction as (
      select name_id, width_bucket(edge, ${uniqueEdges}::float8[]) - 2 as bucket, count from before_cut
      union all
      select name_id, width_bucket(edge, ${uniqueEdges}::float8[]) - 1 as bucket, -count from before_cut
    )
    select member.series, bucket, sum(count)::int as count
    from (
      select * from merged union all select * from unmerged union all select * from correction
    ) as counted
    join unnest(
      ${series.flat()}::int[], ${series.flatMap((ids, index) => ids.map(() => index))}::int[]
    ) as member(name_id, series) using (name_id)
    where bucket between 0 and ${uniqueEdges.length - 2}
    group by 1, 2`.execute(em.getKysely());

  // Of repeated edges the last one starts the bucket, because nothing happens between equal edges.
  const indexByEdge = new Map(edges.map((edge, index) => [edge, index]));
  return rows.map(({ bucket, ...row }) => ({
    ...row,
    bucket: indexByEdge.get(uniqueEdges[bucket] ?? 0) ?? 0,
  }));
}

/** A part of one UTC day that lies in one bucket. */
interface DaySlice {
  day: number;
  firstSlot: number;
  endSlot: number;
  bucket: number;
}

function cutIntoDays(slotEdges: readonly number[]): DaySlice[] {
  const slices: DaySlice[] = [];

  for (const [bucket, start] of slotEdges.slice(0, -1).entries()) {
    const end = slotEdges[bucket + 1] ?? start;

    for (let slot = start; slot < end;) {
      const day = Math.floor(slot / SLOTS_PER_DAY);
      const next = Math.min(end, (day + 1) * SLOTS_PER_DAY);
      slices.push({
        day,
        firstSlot: slot - day * SLOTS_PER_DAY,
        endSlot: next - day * SLOTS_PER_DAY,
        bucket,
      });
      slot = next;
    }
  }

  return slices;
}
