import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { tables } from "@admin-events/db";

const SLOT_MS = 900_000;
const SLOTS_PER_DAY = 96;

/** A count of one name between two neighbouring edges. */
export interface Counted {
  nameId: number;
  /** The place of the earlier edge. */
  bucket: number;
  count: number;
}

/**
 * Counts events of names between ascending edges (milliseconds since 1970; they may repeat) from the days, the changes
 * that are not folded yet and, where an edge cuts a slot, the few events around it: exact, and one snapshot.
 */
export async function countByRollups(
  em: EntityManager,
  nameIds: readonly number[],
  input: readonly number[],
): Promise<Counted[]> {
  const edges = [...new Set(input)];
  const slotEdges = edges.map((edge) => Math.floor(edge / SLOT_MS));
  const pieces = piecesOfDays(slotEdges);
  const cuts = edges.filter((edge) => edge % SLOT_MS !== 0);

  const { rows } = await sql<Counted>`
    with days as (
      select
        event_day.name_id, piece.bucket,
        case
          when piece.first = 0 and piece.last = ${SLOTS_PER_DAY} then event_day.total
          else (select sum(slot) from unnest(event_day.slots[piece.first + 1 : piece.last]) as slot)
        end as count
      from unnest(
        ${pieces.map(({ day }) => day)}::int[], ${pieces.map(({ first }) => first)}::int[],
        ${pieces.map(({ last }) => last)}::int[], ${pieces.map(({ bucket }) => bucket)}::int[]
      ) as piece(day, first, last, bucket)
      join ${tables.eventRollups} as event_day on event_day.name_id = any(${nameIds}::int[]) and event_day.day = piece.day
    ),
    unfolded as (
      select name_id, width_bucket(slot, ${slotEdges}::int[]) - 1 as bucket, count
      from ${tables.eventRollupDeltas}
      where name_id = any(${nameIds}::int[])
        and slot >= ${slotEdges[0]}::int and slot < ${slotEdges.at(-1)}::int
    ),
    cut as (
      select event.name_id, cut.edge, count(*) as count
      from unnest(${cuts}::float8[]) as cut(edge)
      join ${tables.events} as event
        on event.name_id = any(${nameIds}::int[])
        and event.occurred_at >= to_timestamp(floor(cut.edge / ${SLOT_MS}) * ${SLOT_MS / 1000})
        and event.occurred_at < to_timestamp(cut.edge / 1000)
      group by 1, 2
    ),
    moved as (
      select name_id, width_bucket(edge, ${edges}::float8[]) - 2 as bucket, count from cut
      union all
      select name_id, width_bucket(edge, ${edges}::float8[]) - 1 as bucket, -count from cut
    )
    select name_id as "nameId", bucket, sum(count)::int as count
    from (
      select * from days union all select * from unfolded union all select * from moved
    ) as counted
    where bucket between 0 and ${edges.length - 2}
    group by 1, 2`.execute(em.getKysely());

  // Between two equal edges is nothing.
  const placeOf = new Map(input.map((edge, place) => [edge, place]));
  return rows.map(({ bucket, ...counted }) => ({ ...counted, bucket: placeOf.get(edges[bucket] ?? 0) ?? 0 }));
}

interface Piece {
  day: number;
  /** Quarter-hours of the day, half-open. */
  first: number;
  last: number;
  bucket: number;
}

/** The UTC days between the edges, cut where an edge falls within one. */
function piecesOfDays(slotEdges: readonly number[]): Piece[] {
  const pieces: Piece[] = [];

  for (const [bucket, start] of slotEdges.slice(0, -1).entries()) {
    const end = slotEdges[bucket + 1] ?? start;

    for (let slot = start; slot < end;) {
      const day = Math.floor(slot / SLOTS_PER_DAY);
      const next = Math.min(end, (day + 1) * SLOTS_PER_DAY);
      pieces.push({ day, first: slot - day * SLOTS_PER_DAY, last: next - day * SLOTS_PER_DAY, bucket });
      slot = next;
    }
  }

  return pieces;
}
