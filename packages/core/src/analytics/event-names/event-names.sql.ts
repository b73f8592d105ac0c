import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { isoTime } from "../../events/index.ts";

export interface StoredName {
  name: string;
  isActivity: boolean;
  /** The imported title; null if the name was not imported. */
  title: string | null;
  count: number;
  lastSeenAt: string | null;
}

/** How many stored names of a kind outside the catalog are listed, those with the most events. */
const MAX_LISTED_NAMES = 1_000;

/** @param plannedNames the names of the catalog and their aliases, which are always listed. */
export async function countStoredNames(
  em: EntityManager,
  plannedNames: readonly string[],
): Promise<StoredName[]> {
  const { rows } = await sql<StoredName>`
    with counted as (
      select name_id, sum(count)::int as count
      from (
        select name_id, total as count from ${tables.eventRollups}
        union all
        select name_id, count from ${tables.eventRollupDeltas}
      ) as part
      group by 1
    ),
    ranked as (
      select
        event_name.id, event_name.name, event_name.is_activity, event_name.title, coalesce(counted.count, 0) as count,
        row_number() over (
          partition by event_name.is_activity
          order by event_name.name = any(${plannedNames}::text[]) desc, counted.count desc nulls last, event_name.id
        ) as rank
      from ${tables.eventNames} as event_name
      left join counted on counted.name_id = event_name.id
      where event_name.forgotten_at is null or counted.count > 0
    )
    select
      event_name.name,
      event_name.is_activity as "isActivity",
      event_name.title,
      event_name.count,
      (
        select ${isoTime(sql`event.occurred_at`)} from ${tables.events} as event
        where event.name_id = event_name.id order by event.occurred_at desc limit 1
      ) as "lastSeenAt"
    from ranked as event_name
    where rank <= ${MAX_LISTED_NAMES + plannedNames.length}::int`.execute(em.getKysely());

  return rows;
}
