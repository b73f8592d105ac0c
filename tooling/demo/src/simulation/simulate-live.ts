import type { TrackingProblem } from "@admin-events/client/node";
import { createAnalytics } from "@admin-events/client/node";
import { setTimeout as sleep } from "node:timers/promises";
import type { ShopUrls } from "./sign-up-in-shop.ts";
import { signUpInShop } from "./sign-up-in-shop.ts";
import { createEventRecorder } from "./event-recorder.ts";
import type { Random } from "./random.ts";
import { createRandom } from "./random.ts";
import { DAY, MINUTE } from "./demand.ts";
import type { Intent } from "./simulate-visit.ts";
import { simulateVisit } from "./simulate-visit.ts";

export interface SimulateLiveOptions {
  /** The origin of the Admin Events server. */
  url: string;
  /** A secret API key. */
  key: string;
  seed: string;
  /** Approximate. */
  eventsPerMinute: number;
  /** Newcomers sign up here. Without it, all events go through the SDK. */
  shop?: ShopUrls;
  /** Existing customers, who come back. */
  userIds?: readonly string[];
  /** Ends the simulation. */
  signal: AbortSignal;
  /** Called with errors of the SDK and of newcomers. The simulation continues. */
  onError?: (problem: TrackingProblem | Error) => void;
}

/** Visits are faster than real ones, so that there is always something to see. */
const SPEEDUP = 4;
const EVENTS_PER_VISIT = 5;
const NEWCOMER_SHARE = 0.15;
const ANONYMOUS_SHARE = 0.25;

const browsing: Intent = { cart: 0.09, checkout: 0, order: 0 };
const buying: Intent = { cart: 0.45, checkout: 0.7, order: 0.8 };

/**
 * Simulates customers who visit the shop now. Most only send events through the SDK; newcomers sign up in the shop
 * itself. Resolves after the signal aborts and the last events are sent.
 */
export async function simulateLive({
  url,
  key,
  seed,
  eventsPerMinute,
  shop,
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

  async function visitAsNewcomer(shop: ShopUrls): Promise<void> {
    const userId = await signUpInShop(shop, random, signal);
    if (userId === null) return;

    regulars.push(userId);
    await visitAs(userId);
  }

  function nextVisit(): Promise<void> {
    if (shop && random.chance(NEWCOMER_SHARE)) return visitAsNewcomer(shop);

    return visitAs(regulars.length === 0 || random.chance(ANONYMOUS_SHARE) ? null : random.pick(regulars));
  }

  while (!signal.aborted) {
    const visit = nextVisit()
      .catch((error: Error) => {
        if (!signal.aborted) onError(error);
      })
      .finally(() => visits.delete(visit));
    visits.add(visit);

    await sleep(random.wait((EVENTS_PER_VISIT * MINUTE) / eventsPerMinute), undefined, { signal }).catch(
      () => {},
    );
  }

  await Promise.all(visits);
  await analytics.shutdown(2_000);
}

/** The events of one visit. `wait` is the time since the previous event in milliseconds. */
function planVisit(userId: string | null, random: Random) {
  const at = Date.now();
  const recorder = createEventRecorder(userId, random);
  const year = { start: at - 365 * DAY, end: at };
  simulateVisit(recorder, { at, intent: userId === null ? browsing : buying, year }, random);

  let last = at;
  return recorder.events
    .filter(({ timestamp }) => timestamp.getTime() < at + 30 * MINUTE)
    .map(({ name, metadata, timestamp }) => {
      const wait = (timestamp.getTime() - last) / SPEEDUP;
      last = timestamp.getTime();
      return { name, metadata, wait };
    });
}
