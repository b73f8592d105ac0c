import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { StoredEvent } from "./event.ts";
import type { EventRow } from "./event-rows.sql.ts";
import { eventColumns, eventTables, toStoredEvent } from "./event-rows.sql.ts";

/** Loads events in the order of the ids. Omits ids that are not stored. */
export async function loadEvents(em: EntityManager, ids: readonly string[]): Promise<StoredEvent[]> {
  const { rows } = await sql<EventRow>`
    select ${eventColumns}
    from ${eventTables}
    where event.id = any(${ids}::uuid[])`.execute(em.getKysely());
  const byId = new Map(rows.map((row) => [row.id, toStoredEvent(row)]));

  return ids.flatMap((id) => byId.get(id) ?? []);
}
