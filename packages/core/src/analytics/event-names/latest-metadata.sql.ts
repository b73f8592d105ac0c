import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { Metadata } from "../../events/index.ts";

const EVENTS_PER_NAME = 20;

/** The metadata of the latest 20 events of each name, leaving out activities. */
export async function readLatestMetadata(
  em: EntityManager,
  names: readonly string[],
): Promise<{ name: string; metadata: Metadata }[]> {
  const { rows } = await sql<{ name: string; metadata: Metadata }>`
    select event_name.name, latest.metadata
    from ${tables.eventNames} as event_name
    cross join lateral (
      select metadata from ${tables.events} as event
      where event.name_id = event_name.id order by event.occurred_at desc limit ${EVENTS_PER_NAME}::int
    ) as latest
    where not event_name.is_activity and event_name.name = any(${names}::text[])`.execute(em.getKysely());

  return rows;
}
