import { shopEvents as catalog } from "@admin-events/catalog/shop-events";
import { prepareEvent, writeEvents } from "@admin-events/core/events";
import type { IdCaches } from "@admin-events/core/events";
import type { EntityManager, MikroORM } from "@admin-events/db";
import { Event, User } from "@admin-events/db";
import type { SimulatedEvent } from "./simulation/event-recorder.ts";
import { simulateActivities } from "./simulation/simulate-activities.ts";
import type { SimulatedUser } from "./simulation/simulate-customer.ts";
import type { SimulatedDay } from "./simulation/simulate-year.ts";
import { simulateYear } from "./simulation/simulate-year.ts";
import { storeUsage } from "./usage-history.ts";

export interface StoreHistoryOptions {
  seed: string;
  idCaches: IdCaches;
  /** Called after each day. */
  onProgress: (storedDays: number, days: number) => void;
}

const BATCH_SIZE = 1_000;

export async function isEmpty(orm: MikroORM): Promise<boolean> {
  return (await orm.em.fork().find(Event, {}, { limit: 1 })).length === 0;
}

/**
 * Stores a year of events, activities and usage in one transaction, so that an interrupted start stores nothing.
 *
 * @returns the number of events.
 */
export async function storeHistory(
  orm: MikroORM,
  { seed, idCaches, onProgress }: StoreHistoryOptions,
): Promise<number> {
  const days = [...simulateYear({ seed, now: new Date() })];
  let count = 0;

  await orm.em.fork().transactional(async (em) => {
    for (const [index, day] of days.entries()) {
      await storeUsers(em, day.users);
      count += await storeEvents(em, idCaches, day);
      onProgress(index + 1, days.length);
    }
    await storeUsage(
      em,
      idCaches,
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

async function storeEvents(em: EntityManager, idCaches: IdCaches, day: SimulatedDay): Promise<number> {
  const events = [...day.events, ...simulateActivities(day.events)];

  for (let start = 0; start < events.length; start += BATCH_SIZE) {
    const batch = events.slice(start, start + BATCH_SIZE).map(toPastEvent);
    await writeEvents(em, idCaches, batch, { notifyHandlers: false });
  }

  return events.length;
}

/** An event that was received when it occurred. */
function toPastEvent({ name, ...details }: SimulatedEvent) {
  const event = prepareEvent({ catalog, unknownEvents: "store", timeZone: "UTC" }, name, details);

  return { ...event, receivedAt: event.occurredAt };
}
