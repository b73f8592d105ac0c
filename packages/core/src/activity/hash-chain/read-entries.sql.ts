import type { AnyCatalog } from "@admin-events/catalog";
import { canonicalName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { isActivity, isoTime } from "../../events/index.ts";
import type { ChainEntry } from "./chain-entry.ts";
import { actorHash, actorTables, hashContent, isReceivedOn, saltTables } from "./hashed-columns.sql.ts";

type NewEntry = Omit<ChainEntry, "day" | "sequence">;

const NIL_ID = "00000000-0000-0000-0000-000000000000";

/** Reads the activities of a day in the order of arrival, one batch at a time. */
export async function* readEntries(
  em: EntityManager,
  day: string,
  { catalog, batchSize }: { catalog: AnyCatalog; batchSize: number },
): AsyncGenerator<NewEntry[]> {
  const names = await em.getKysely().selectFrom("event_names").select("name").execute();
  const personalKeys = getPersonalKeys(
    catalog,
    names.map(({ name }) => name),
  );
  let after = { receivedAt: "-infinity", eventId: NIL_ID };

  for (;;) {
    const { rows } = await sql<NewEntry & { receivedAt: string }>`
      select
        event.id as "eventId", ${isoTime(sql`event.received_at`)} as "receivedAt", event_names.name,
        ${isoTime(sql`event.occurred_at`)} as "occurredAt", keys.personal,
        ${actorHash} as actor, ${hashContent(sql`keys.personal`)} as content
      from ${tables.events} as event
      join ${tables.eventNames} on event_names.id = event.name_id
      cross join lateral (
        select array(
          select jsonb_array_elements_text(${JSON.stringify(personalKeys)}::jsonb -> event_names.name)
        ) as personal
      ) as keys
      ${actorTables}
      ${saltTables}
      where ${isActivity} and ${isReceivedOn(day)}
        and (event.received_at, event.id) > (${after.receivedAt}::timestamptz, ${after.eventId}::uuid)
      order by event.received_at, event.id limit ${batchSize}`.execute(em.getKysely());
    const last = rows.at(-1);
    if (!last) return;

    yield rows;
    after = last;
  }
}

/** The metadata keys of each name that the catalog marks as personal. */
function getPersonalKeys(catalog: AnyCatalog, names: string[]): Record<string, readonly string[]> {
  return Object.fromEntries(names.map((name) => [name, catalog[canonicalName(catalog, name)]?.pii ?? []]));
}
