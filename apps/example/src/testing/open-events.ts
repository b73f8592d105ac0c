import { events as catalog } from "@admin-events/catalog";
import type { EventsRuntime } from "@admin-events/core/events";
import { startEvents } from "@admin-events/core/events";
import type { MikroORM } from "@admin-events/db";
import { createTestDatabase } from "@admin-events/db/testing";
import { silentLog } from "./silent-log.ts";

export interface OpenEvents extends AsyncDisposable {
  orm: MikroORM;
  events: EventsRuntime<typeof catalog>["events"];
  /** The stored events, oldest first, with the application's id of their user. */
  stored(): Promise<{ name: string; userId: string | null; metadata: Record<string, unknown> }[]>;
}

/** A database of the test's own with the event system running on it. */
export async function openEvents(): Promise<OpenEvents> {
  const db = await createTestDatabase();
  const runtime = await startEvents({ orm: db.orm, url: db.url, catalog, logger: silentLog });

  return {
    orm: db.orm,
    events: runtime.events,
    stored: () =>
      db.orm.em.fork().execute(`
        select name.name, person.external_id as "userId", event.metadata
        from events as event
        join event_names as name on name.id = event.name_id
        left join users as person on person.id = event.user_id
        order by event.occurred_at, event.id`),
    async [Symbol.asyncDispose]() {
      await runtime[Symbol.asyncDispose]();
      await db[Symbol.asyncDispose]();
    },
  };
}
