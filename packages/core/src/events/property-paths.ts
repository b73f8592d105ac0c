import { MAX_METADATA_DEPTH } from "./preparing/clean-value.ts";

/** With more dots than this, a key means at most two keys within each other. */
const MAX_FREE_DOTS = 9;
const MAX_CACHED_KEYS = 1_000;
const pathsByKey = new Map<string, readonly string[][]>();

/** The keys within each other that a property may mean: `a.b` is a key with a dot, or a key `b` in an object `a`. */
export function getPropertyPaths(key: string): readonly string[][] {
  const cached = pathsByKey.get(key);
  if (cached) return cached;

  const paths = findPaths(key);
  if (pathsByKey.size >= MAX_CACHED_KEYS) pathsByKey.clear();
  pathsByKey.set(key, paths);

  return paths;
}

function findPaths(key: string): string[][] {
  const parts = key.split(".");

  return splitPaths(parts, parts.length - 1 > MAX_FREE_DOTS ? 2 : MAX_METADATA_DEPTH);
}

/** Every way to join the parts to at most `maxKeys` keys. */
function splitPaths(parts: readonly string[], maxKeys: number): string[][] {
  const whole = [parts.join(".")];
  if (maxKeys === 1) return [whole];

  const splits = parts.slice(1).flatMap((_, index) => {
    const first = parts.slice(0, index + 1).join(".");
    return splitPaths(parts.slice(index + 1), maxKeys - 1).map((rest) => [first, ...rest]);
  });
  return [whole, ...splits];
}
