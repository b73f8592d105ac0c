import type { AnyCatalog } from "@admin-events/catalog";
import { canonicalName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { isActivity, isoTime } from "../../events/index.ts";
import type { Seal } from "./chain-entry.ts";
import { actorHash, actorTables, arrivedOn, contentOf } from "./hashed-columns.ts";
import { tables } from "@admin-events/db";

/** A seal that has no place yet. */
type Entry = Omit<Seal, "day" | "sequence">;

/** The day's entries as they arrived, a batch at a time. */
export async function* entriesOf(
  em: EntityManager,
  day: string,
  { catalog, batchSize }: { catalog: AnyCatalog; batchSize: number },
): AsyncGenerator<Entry[]> {
  const personal = personalKeys(catalog, await storedNames(em));
  let after = { receivedAt: "-infinity", eventId: "00000000-0000-0000-0000-000000000000" };

  for (;;) {
    const { rows } = await sql<Entry & { receivedAt: string }>`
      select
        event.id as "eventId", ${isoTime(sql`event.received_at`)} as "receivedAt", event_names.name,
        ${isoTime(sql`event.occurred_at`)} as "occurredAt", keys.personal,
        ${actorHash} as actor, ${contentOf(sql`keys.personal`)} as content
      from ${tables.events} as event
      join ${tables.eventNames} on event_names.id = event.name_id
      cross join lateral (
        select array(select jsonb_array_elements_text(${personal}::jsonb -> event_names.name)) as personal
      ) as keys
      ${actorTables}
      where ${isActivity} and ${arrivedOn(day)}
        and (event.received_at, event.id) > (${after.receivedAt}::timestamptz, ${after.eventId}::uuid)
      order by event.received_at, event.id limit ${batchSize}`.execute(em.getKysely());
    const last = rows.at(-1);
    if (!last) return;

    yield rows;
    after = last;
  }
}

/** The metadata keys of each name that the catalog calls personal, as JSON for PostgreSQL. */
function personalKeys(catalog: AnyCatalog, names: string[]): string {
  return JSON.stringify(
    Object.fromEntries(names.map((name) => [name, catalog[canonicalName(catalog, name)]?.pii ?? []])),
  );
}

async function storedNames(em: EntityManager): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from ${tables.eventNames}`.execute(em.getKysely());

  return rows.map(({ name }) => name);
}
