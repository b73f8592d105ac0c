import type { FeedState } from "./feed-state.ts";

const MAX_FEEDS = 4;
const MAX_HEIGHTS = 500;
const feeds = new Map<string, FeedState>();
const heights = new Map<string, number>();

/** Remembers a feed, so that going back to it restores the same rows at the same scroll position. */
export function rememberFeed(key: string, state: FeedState): void {
  setLatest(feeds, key, state, MAX_FEEDS);
}

/** Returns undefined when the feed was not open, or is no longer among the latest. */
export function recallFeed(key: string): FeedState | undefined {
  return feeds.get(key);
}

/** Remembers the height in pixels of a chunk that is left out of the document; null when it is rendered again. */
export function rememberHeight(chunk: string, height: number | null): void {
  if (height === null) heights.delete(chunk);
  else setLatest(heights, chunk, height, MAX_HEIGHTS);
}

/** Returns null when the chunk was rendered, or is unknown. */
export function recallHeight(chunk: string): number | null {
  return heights.get(chunk) ?? null;
}

function setLatest<Value>(map: Map<string, Value>, key: string, value: Value, maxSize: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > maxSize && oldest !== undefined) map.delete(oldest);
}
