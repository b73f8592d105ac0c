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
  /** ISO 8601; null without events. */
  lastSeenAt: string | null;
}

export async function countStoredNames(em: EntityManager): Promise<StoredName[]> {
  const { rows } = await sql<StoredName>`
    select
      event_name.name,
      event_name.is_activity as "isActivity",
      event_name.title,
      (
        coalesce((select sum(total) from ${tables.eventRollups} where name_id = event_name.id), 0)
        + coalesce((select sum(count) from ${tables.eventRollupDeltas} where name_id = event_name.id), 0)
      )::int as count,
      (
        select ${isoTime(sql`event.occurred_at`)} from ${tables.events} as event
        where event.name_id = event_name.id order by event.occurred_at desc limit 1
      ) as "lastSeenAt"
    from ${tables.eventNames} as event_name`.execute(em.getKysely());

  return rows;
}
