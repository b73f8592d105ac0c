import { events as catalog } from "@admin-events/catalog";
import { prepareEvent, writeEvents } from "@admin-events/core/events";
import type { Dictionaries } from "@admin-events/core/events";
import type { EntityManager, MikroORM } from "@admin-events/db";
import { User } from "@admin-events/db";
import type { SimulatedDay, SimulatedEvent, SimulatedUser } from "@admin-events/example/simulation";
import { simulateActivities, simulateYear } from "@admin-events/example/simulation";
import { fillUsage } from "./usage-history.ts";

export interface FillOptions {
  seed: string;
  dictionaries: Dictionaries;
  /** Called after each day with how many of how many days are filled in. */
  onProgress: (done: number, total: number) => void;
}

const batchSize = 1_000;

/** Whether the database holds no event yet. */
export async function isEmpty(orm: MikroORM): Promise<boolean> {
  const rows = await orm.em.fork().getConnection().execute("select 1 from admin_events.events limit 1");

  return rows.length === 0;
}

/**
 * Fills in a year of the example shop, its activity log and its usage, all or nothing, so that an interrupted start leaves
 * no half year behind.
 *
 * @returns how many events there are now.
 */
export async function fillHistory(
  orm: MikroORM,
  { seed, dictionaries, onProgress }: FillOptions,
): Promise<number> {
  const days = [...simulateYear({ seed, now: new Date() })];
  let count = 0;

  await orm.em.fork().transactional(async (em) => {
    for (const [index, day] of days.entries()) {
      await storeUsers(em, day.users);
      count += await storeEvents(em, dictionaries, day);
      onProgress(index + 1, days.length);
    }
    await fillUsage(
      em,
      dictionaries,
      days.flatMap(({ events }) => events),
      seed,
    );
  });

  return count;
}

async function storeUsers(em: EntityManager, users: readonly SimulatedUser[]): Promise<void> {
  if (users.length > 0)
    await em.insertMany(
      User,
      users.map((user) => ({ ...user, traits: {} })),
    );
}

async function storeEvents(
  em: EntityManager,
  dictionaries: Dictionaries,
  day: SimulatedDay,
): Promise<number> {
  const events = [...day.events, ...simulateActivities(day.events)];

  for (let start = 0; start < events.length; start += batchSize) {
    const batch = events.slice(start, start + batchSize).map(lived);
    await writeEvents(em, dictionaries, batch, { notifyHandlers: false });
  }

  return events.length;
}

/** An event of the past that also arrived in the past. */
function lived({ name, ...details }: SimulatedEvent) {
  const event = prepareEvent({ catalog, unknownEvents: "store" }, name, details);

  return { ...event, receivedAt: event.occurredAt };
}
