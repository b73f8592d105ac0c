import type { SimulatedUser } from "./customer-life.ts";
import { liveAsCustomer } from "./customer-life.ts";
import type { SimulatedEvent } from "./diary.ts";
import { createDiary } from "./diary.ts";
import type { Random } from "./random.ts";
import { createRandom } from "./random.ts";
import { busyness, day, momentOfDay, startOfDay } from "./rhythm.ts";
import type { Season } from "./visit.ts";
import { visitShop } from "./visit.ts";

export type { SimulatedEvent, SimulatedUser };

export interface SimulateYearOptions {
  /** The same seed makes the same year. */
  seed: string;
  /** Nothing happens after this moment. All moments of one day (UTC) make the same year, cut off at the moment. */
  now: Date;
  /** How many sign up during the year. Default 5,000; there are about 30 events for each. */
  customers?: number;
}

/** One day of the year: who signed up, and everything that happened, in the order it happened. */
export interface SimulatedDay {
  users: SimulatedUser[];
  events: SimulatedEvent[];
}

const daysOfHistory = 365;

/** Sign-ups a day are this many times more at the end of the year than at its start. */
const growth = 2;
/** Visits without an account, for each one that leads to an account. */
const anonymousVisits = 2;

/**
 * A year of the shop, day by day, ending today: it grows, is busier in the evening, on weekends and before
 * Christmas; most who sign up confirm, fewer order, and many stop coming. Days without any event are left out.
 */
export function* simulateYear({
  seed,
  now,
  customers = 5_000,
}: SimulateYearOptions): Generator<SimulatedDay> {
  const end = startOfDay(now.getTime()) + day;
  const season = { start: end - daysOfHistory * day, end };
  const days = Array.from({ length: daysOfHistory }, (): SimulatedDay => ({ users: [], events: [] }));
  const dayOf = (date: Date) => days[Math.floor((date.getTime() - season.start) / day)]!;

  const keep = (events: SimulatedEvent[]) => {
    for (const event of events) if (event.timestamp <= now) dayOf(event.timestamp).events.push(event);
  };

  const arrivals = arrivalsOf(season, createRandom(`${seed}/arrivals`));
  for (let number = 1; number <= customers; number++) {
    const random = createRandom(`${seed}/customer/${number}`);
    const { user, events } = liveAsCustomer(number, arrivals(random), season, random);
    if (user.createdAt > now) continue;

    if (user.confirmedAt && user.confirmedAt > now) user.confirmedAt = null;
    dayOf(user.createdAt).users.push(user);
    keep(events);
  }
  for (let number = 1; number <= customers * anonymousVisits; number++) {
    const random = createRandom(`${seed}/visitor/${number}`);
    const diary = createDiary(null, random);
    const intent = { cart: 0.09, checkout: 0, order: 0 };
    visitShop(diary, { at: arrivals(random), intent, season }, random);
    keep(diary.events);
  }

  for (const { users, events } of days) {
    if (events.length === 0) continue;
    users.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
    events.sort(inOrder);
    yield { users, events };
  }
}

/** Draws moments of arrival: more the busier the day and the later in the year, no two days quite alike. */
function arrivalsOf({ start }: Season, weather: Random): (random: Random) => number {
  const weights = Array.from(
    { length: daysOfHistory },
    (_, index) =>
      growth ** (index / daysOfHistory) * busyness(start + index * day) * Math.exp(0.16 * weather.normal()),
  );

  return (random) => momentOfDay(start + random.pickIndex(weights) * day, random);
}

function inOrder(one: SimulatedEvent, other: SimulatedEvent): number {
  return one.timestamp.getTime() - other.timestamp.getTime() || (one.id < other.id ? -1 : 1);
}
