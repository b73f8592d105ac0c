import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";

/** Stores the original wording of imported names that have no title yet. */
export async function storeTitles(em: EntityManager, titles: ReadonlyMap<string, string>): Promise<void> {
  await sql`
    update ${tables.eventNames} as event_name
    set title = imported.title
    from unnest(${[...titles.keys()]}::text[], ${[...titles.values()]}::text[]) as imported(name, title)
    where event_name.name = imported.name and event_name.title is null`.execute(em.getKysely());
}
