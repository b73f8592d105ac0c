import { LRUCache } from "lru-cache";

const TTL_MS = 10_000;
const MAX_CACHED_LOOKUPS = 1_000;
const MAX_KEYS_PER_LOOKUP = 500;

/** Looks up several keys at once. Keys that are not found are not in the result. */
type LookUp<Found> = (keys: string[]) => Promise<ReadonlyMap<string, Found>>;

/**
 * Caches the results of a lookup for ten seconds each. Failures are not cached. One lookup runs at a time, for all keys
 * that arrived meanwhile, so that unknown keys cost few queries however many are sent.
 *
 * @returns null for a key that is not found.
 */
export function cacheLookups<Found>(lookUp: LookUp<Found>): (key: string) => Promise<Found | null> {
  // Evicts the least recently used, so that unknown keys do not push out those in use.
  const cache = new LRUCache<string, Promise<Found | null>>({
    max: MAX_CACHED_LOOKUPS,
    ttl: TTL_MS,
    ttlResolution: 0,
    perf: { now: () => Date.now() },
  });
  const waiting = new Map<string, PromiseWithResolvers<Found | null>>();
  let isLookingUp = false;

  async function lookUpWaiting(): Promise<void> {
    if (isLookingUp) return;

    isLookingUp = true;
    while (waiting.size > 0) {
      const batch = new Map(waiting.entries().take(MAX_KEYS_PER_LOOKUP));
      for (const key of batch.keys()) waiting.delete(key);
      await settle(batch);
    }
    isLookingUp = false;
  }

  async function settle(batch: ReadonlyMap<string, PromiseWithResolvers<Found | null>>): Promise<void> {
    try {
      const found = await lookUp([...batch.keys()]);
      for (const [key, { resolve }] of batch) resolve(found.get(key) ?? null);
    } catch (error) {
      for (const { reject } of batch.values()) reject(error);
    }
  }

  return (key) => {
    const cached = cache.get(key);
    if (cached) return cached;

    const pending = waiting.get(key) ?? Promise.withResolvers<Found | null>();
    waiting.set(key, pending);
    cache.set(key, pending.promise);
    pending.promise.catch(() => cache.delete(key));
    void lookUpWaiting();

    return pending.promise;
  };
}
