import { shopEvents as catalog } from "@admin-events/catalog/shop-events";
import { watchChanges } from "@admin-events/core/activity";
import type { Events } from "@admin-events/core/events";
import { startEvents } from "@admin-events/core/events";
import type { MikroORM } from "@admin-events/db";
import { createTestDatabase } from "@admin-events/db/testing";
import { pino } from "pino";
import { trackedEntities } from "../customers.ts";
import { createTables, Customer, Order } from "../tables.ts";

export const silentLog = pino({ level: "silent" });

interface StoredEvent {
  name: string;
  userId: string | null;
  /** The name that `identify` stored for the user. */
  userName: string | null;
  role: string | null;
  resourceId: string | null;
  metadata: Record<string, unknown>;
}

export interface OpenDatabase extends AsyncDisposable {
  orm: MikroORM;
  url: string;
  events: Events<typeof catalog>;
  /** The stored events, oldest first. */
  listEvents: () => Promise<StoredEvent[]>;
  /** The entries of the activity log, oldest first. */
  listActivities: () => Promise<StoredEvent[]>;
}

/** A test database with the tables of the shop and of Admin Events. */
export async function openDatabase(): Promise<OpenDatabase> {
  const db = await createTestDatabase({ entities: [Customer, Order] });
  await createTables(db.orm.em.fork());
  const runtime = await startEvents({ orm: db.orm, url: db.url, catalog, logger: silentLog });
  watchChanges(db.orm, runtime, trackedEntities);

  const list = async () => {
    await runtime.inbox.drain();
    return db.orm.em.fork().execute<StoredEvent[]>(`
      select
        name.name, person.external_id as "userId", person.name as "userName", event.actor_role as role,
        event.resource_id as "resourceId", event.metadata
      from admin_events.events as event
      join admin_events.event_names as name on name.id = event.name_id
      left join admin_events.users as person on person.id = event.user_id
      order by event.occurred_at, event.id`);
  };

  return {
    orm: db.orm,
    url: db.url,
    events: runtime.events,
    listEvents: async () => (await list()).filter(({ resourceId }) => resourceId === null),
    listActivities: async () => (await list()).filter(({ resourceId }) => resourceId !== null),
    async [Symbol.asyncDispose]() {
      await runtime[Symbol.asyncDispose]();
      await db[Symbol.asyncDispose]();
    },
  };
}
