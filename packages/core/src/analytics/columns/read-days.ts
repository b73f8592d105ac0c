import type { Connection } from "./connection.ts";

export interface NameDay {
  nameId: number;
  day: number;
  /** Changes with every change of the day's events; null while rollup deltas of the day are unmerged. */
  revision: string | null;
  /** The revision since which events were only appended; null if that is unknown. */
  appendedSince: string | null;
}

/** The days of names that have events, or may have them, ordered by name and day. */
export async function readDays(
  { client, schema }: Connection,
  nameIds: readonly number[],
  firstDay: number,
  lastDay: number,
): Promise<NameDay[]> {
  const { rows } = await client.query<NameDay>(
    `select
       name_id as "nameId", day,
       case when not bool_or(is_unmerged) then max(revision)::text end as revision,
       case when bool_and(is_append) then max(appended_since)::text end as "appendedSince"
     from (
       select name_id, day, revision, appended_since, false as is_unmerged, true as is_append
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
