import { events as catalog } from "@admin-events/catalog";
import { watchChanges } from "@admin-events/core/activity";
import type { EventsRuntime } from "@admin-events/core/events";
import { startEvents } from "@admin-events/core/events";
import type { MikroORM } from "@admin-events/db";
import { createTestDatabase } from "@admin-events/db/testing";
import { trackedEntities } from "../users/tracked-entities.ts";
import { silentLog } from "./silent-log.ts";

interface StoredActivity {
  name: string;
  actor: string | null;
  role: string | null;
  resource: string | null;
  metadata: Record<string, unknown>;
}

export interface OpenEvents extends AsyncDisposable {
  orm: MikroORM;
  events: EventsRuntime<typeof catalog>["events"];
  /** The activity log, oldest first: what the shop's entities went through. */
  activities(): Promise<StoredActivity[]>;
  /** The stored events but activities, oldest first, with the application's id of their user. */
  stored(): Promise<{ name: string; userId: string | null; metadata: Record<string, unknown> }[]>;
}

/** A database of the test's own with the event system running on it. */
export async function openEvents(): Promise<OpenEvents> {
  const db = await createTestDatabase();
  const runtime = await startEvents({ orm: db.orm, url: db.url, catalog, logger: silentLog });
  watchChanges(db.orm, runtime, trackedEntities);

  return {
    orm: db.orm,
    events: runtime.events,
    activities: () =>
      db.orm.em.fork().execute<StoredActivity[]>(`
        select
          name.name, person.external_id as actor, event.actor_role as role, event.resource_id as resource,
          event.metadata
        from admin_events.events as event
        join admin_events.event_names as name on name.id = event.name_id
        left join admin_events.users as person on person.id = event.user_id
        where event.resource_type is not null
        order by event.occurred_at, event.id`),
    stored: () =>
      db.orm.em.fork().execute(`
        select name.name, person.external_id as "userId", event.metadata
        from admin_events.events as event
        join admin_events.event_names as name on name.id = event.name_id
        left join admin_events.users as person on person.id = event.user_id
        where event.resource_type is null
        order by event.occurred_at, event.id`),
    async [Symbol.asyncDispose]() {
      await runtime[Symbol.asyncDispose]();
      await db[Symbol.asyncDispose]();
    },
  };
}
