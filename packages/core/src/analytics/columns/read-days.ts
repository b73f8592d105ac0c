import type { Connection } from "./connection.ts";

/** A day of a name, and how its events stand in the caller's snapshot. */
export interface DayOfName {
  nameId: number;
  day: number;
  /** Changes with every change of the day's events; null while changes are not folded in yet. */
  revision: string | null;
  /** The revision since which events were only ever added; null when that cannot be told. */
  appendedSince: string | null;
}

/** The days of names that hold events, or may: in the order of names and days. */
export async function daysOfNames(
  { client, schema }: Connection,
  nameIds: readonly number[],
  firstDay: number,
  lastDay: number,
): Promise<DayOfName[]> {
  const { rows } = await client.query<DayOfName>(
    `select
       name_id as "nameId", day,
       case when not bool_or(is_open) then max(revision)::text end as revision,
       case when bool_and(is_append) then max(appended_since)::text end as "appendedSince"
     from (
       select name_id, day, revision, appended_since, false as is_open, true as is_append
       from ${schema}.event_rollups
       where name_id = any($1::int[]) and day between $2 and $3
       union all
       select name_id, floor(slot / 96.0)::int, null, null, true, is_append
       from ${schema}.event_rollup_deltas
       where name_id = any($1::int[]) and slot between $2::int * 96 and $3::int * 96 + 95
     ) as days
     group by name_id, day
     order by name_id, day`,
    [nameIds, firstDay, lastDay],
  );

  return rows;
}
