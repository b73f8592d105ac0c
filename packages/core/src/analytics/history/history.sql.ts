import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { isoTime } from "../../events/index.ts";

/** Where the stored history begins: ISO 8601 in UTC, null without any. A count of a time before it says nothing. */
export interface History {
  /** The earliest event, activities apart. */
  eventsFrom: string | null;
  /** The earliest request, page view or session. */
  usageFrom: string | null;
}

export async function getHistory(em: EntityManager): Promise<History> {
  const { rows } = await sql<History>`
    select
      (
        select ${isoTime(sql`min(earliest.occurred_at)`)}
        from ${tables.eventNames} as name
        cross join lateral (
          select occurred_at from ${tables.events} where name_id = name.id order by occurred_at limit 1
        ) as earliest
        where not name.is_activity
      ) as "eventsFrom",
      ${isoTime(sql`least(
        (select to_timestamp(min(hour)::float8 * 3600) from ${tables.requestRollups}),
        (select min(occurred_at) from ${tables.requests}),
        (select min(occurred_at) from ${tables.pageViews}),
        (select min(started_at) from ${tables.sessions})
      )`)} as "usageFrom"`.execute(em.getKysely());

  return rows[0] ?? { eventsFrom: null, usageFrom: null };
}
