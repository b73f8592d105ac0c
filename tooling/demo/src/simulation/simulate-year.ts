import type { SimulatedUser } from "./simulate-customer.ts";
import { simulateCustomer } from "./simulate-customer.ts";
import type { SimulatedEvent } from "./event-recorder.ts";
import { createEventRecorder } from "./event-recorder.ts";
import type { Random } from "./random.ts";
import { createRandom } from "./random.ts";
import { getDemand, DAY, pickTimeOfDay, startOfDay } from "./demand.ts";
import type { YearRange } from "./simulate-visit.ts";
import { simulateVisit } from "./simulate-visit.ts";

export interface SimulateYearOptions {
  seed: string;
  /** No event is later. On the same day (UTC), the same seed produces the same events up to `now`. */
  now: Date;
  /** Default 5,000, with about 30 events each. */
  customers?: number;
}

/** The sign-ups and events of one day, by time. */
export interface SimulatedDay {
  users: SimulatedUser[];
  events: SimulatedEvent[];
}

const DAYS = 365;

/** Sign-ups per day at the end of the year, relative to its start. */
const GROWTH = 2;
const ANONYMOUS_VISITS_PER_CUSTOMER = 2;

/**
 * Simulates a year of the shop that ends today, day by day. Sign-ups grow over the year; demand depends on hour, weekday
 * and month; customers drop off at each step towards an order. Days without events are left out.
 */
export function* simulateYear({
  seed,
  now,
  customers = 5_000,
}: SimulateYearOptions): Generator<SimulatedDay> {
  const end = startOfDay(now.getTime()) + DAY;
  const year = { start: end - DAYS * DAY, end };
  const days = Array.from({ length: DAYS }, (): SimulatedDay => ({ users: [], events: [] }));
  const getDay = (date: Date) => days[Math.floor((date.getTime() - year.start) / DAY)]!;

  const keep = (events: SimulatedEvent[]) => {
    for (const event of events) if (event.timestamp <= now) getDay(event.timestamp).events.push(event);
  };

  const arrivals = createArrivals(year, createRandom(`${seed}/arrivals`));
  for (let number = 1; number <= customers; number++) {
    const random = createRandom(`${seed}/customer/${number}`);
    const { user, events } = simulateCustomer(number, arrivals(random), year, random);
    if (user.createdAt > now) continue;

    if (user.confirmedAt && user.confirmedAt > now) user.confirmedAt = null;
    getDay(user.createdAt).users.push(user);
    keep(events);
  }
  for (let number = 1; number <= customers * ANONYMOUS_VISITS_PER_CUSTOMER; number++) {
    const random = createRandom(`${seed}/visitor/${number}`);
    const recorder = createEventRecorder(null, random);
    const intent = { cart: 0.09, checkout: 0, order: 0 };
    simulateVisit(recorder, { at: arrivals(random), intent, year }, random);
    keep(recorder.events);
  }

  for (const { users, events } of days) {
    if (events.length === 0) continue;
    users.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
    events.sort(byTime);
    yield { users, events };
  }
}

/** Returns a function that picks arrival times, weighted by demand, growth and noise. */
function createArrivals({ start }: YearRange, weather: Random): (random: Random) => number {
  const weights = Array.from(
    { length: DAYS },
    (_, index) =>
      GROWTH ** (index / DAYS) * getDemand(start + index * DAY) * Math.exp(0.16 * weather.normal()),
  );

  return (random) => pickTimeOfDay(start + random.pickIndex(weights) * DAY, random);
}

function byTime(one: SimulatedEvent, other: SimulatedEvent): number {
  return one.timestamp.getTime() - other.timestamp.getTime() || (one.id < other.id ? -1 : 1);
}
