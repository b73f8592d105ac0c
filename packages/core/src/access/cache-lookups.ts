interface CachedLookup<Result> {
  result: Promise<Result>;
  expiresAt: number;
}

const TTL_MS = 10_000;
const MAX_CACHED_LOOKUPS = 1_000;

/** Caches the results of a lookup for ten seconds each. Failures are not cached. */
export function cacheLookups<Result>(
  lookUp: (key: string) => Promise<Result>,
): (key: string) => Promise<Result> {
  const cache = new Map<string, CachedLookup<Result>>();

  return (key) => {
    const cached = cache.get(key);
    if (cached && cached.expiresAt > Date.now()) return cached.result;

    const result = lookUp(key);
    cache.delete(key);
    cache.set(key, { result, expiresAt: Date.now() + TTL_MS });
    for (const oldest of cache.keys().take(Math.max(0, cache.size - MAX_CACHED_LOOKUPS)))
      cache.delete(oldest);
    result.catch(() => cache.delete(key));

    return result;
  };
}
