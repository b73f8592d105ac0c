import type { TrackingProblem } from "@admin-events/client/node";
import { createAnalytics } from "@admin-events/client/node";
import { setTimeout as sleep } from "node:timers/promises";
import { becomeCustomer } from "./become-customer.ts";
import { createDiary } from "./diary.ts";
import type { Random } from "./random.ts";
import { createRandom } from "./random.ts";
import { day, minute } from "./rhythm.ts";
import type { Intent } from "./visit.ts";
import { visitShop } from "./visit.ts";

export interface SimulateLiveOptions {
  /** Where Admin Events answers. */
  url: string;
  /** A key for it. */
  key: string;
  /** What chance is made from. */
  seed: string;
  /** About how many events happen in a minute. */
  eventsPerMinute: number;
  /** Where the shop answers. Without it nobody registers: all events go through the SDK. */
  shopUrl?: string;
  /** The ids of customers who come back. */
  userIds?: readonly string[];
  /** Ends the simulation. */
  signal: AbortSignal;
  /** Told what goes wrong: the SDK's problems, and errors of those who register. The simulation goes on. */
  onError?: (problem: TrackingProblem | Error) => void;
}

/** Visits pass this many times faster than real ones, so that there is always something to see. */
const haste = 4;
const eventsPerVisit = 5;
const newcomers = 0.15;
const strangers = 0.25;

const browsing: Intent = { cart: 0.09, checkout: 0, order: 0 };
const buying: Intent = { cart: 0.45, checkout: 0.7, order: 0.8 };

/**
 * Customers who come to the shop now: most act through the SDK, some register in the shop itself, confirm by the link
 * in their mailbox and then buy. Resolves when the signal has ended it and the last events are delivered.
 */
export async function simulateLive({
  url,
  key,
  seed,
  eventsPerMinute,
  shopUrl,
  userIds = [],
  signal,
  onError = () => {},
}: SimulateLiveOptions): Promise<void> {
  const analytics = createAnalytics({ url, key, onError });
  const random = createRandom(seed);
  const regulars = [...userIds];
  const visits = new Set<Promise<void>>();

  async function visitAs(userId: string | null): Promise<void> {
    for (const { name, metadata, wait } of planVisit(userId, random)) {
      await sleep(wait, undefined, { signal });
      analytics.track(name, metadata, { userId });
    }
  }

  async function visitAsNewcomer(shop: string): Promise<void> {
    const userId = await becomeCustomer(shop, random, signal);
    if (userId === null) return;

    regulars.push(userId);
    await visitAs(userId);
  }

  function nextVisit(): Promise<void> {
    if (shopUrl && random.chance(newcomers)) return visitAsNewcomer(shopUrl);

    return visitAs(regulars.length === 0 || random.chance(strangers) ? null : random.pick(regulars));
  }

  while (!signal.aborted) {
    const visit = nextVisit()
      .catch((error: Error) => {
        if (!signal.aborted) onError(error);
      })
      .finally(() => visits.delete(visit));
    visits.add(visit);

    await sleep(random.wait((eventsPerVisit * minute) / eventsPerMinute), undefined, { signal }).catch(
      () => {},
    );
  }

  await Promise.all(visits);
  await analytics.shutdown(2_000);
}

/** What happens on one visit, and how long after the event before, in milliseconds. */
function planVisit(userId: string | null, random: Random) {
  const at = Date.now();
  const diary = createDiary(userId, random);
  const season = { start: at - 365 * day, end: at };
  visitShop(diary, { at, intent: userId === null ? browsing : buying, season }, random);

  let last = at;
  return diary.events
    .filter(({ timestamp }) => timestamp.getTime() < at + 30 * minute)
    .map(({ name, metadata, timestamp }) => {
      const wait = (timestamp.getTime() - last) / haste;
      last = timestamp.getTime();
      return { name, metadata, wait };
    });
}
