import type { FeedState } from "./feed-state.ts";

const mostFeeds = 4;
const mostHeights = 500;
const feeds = new Map<string, FeedState>();
const heights = new Map<string, number>();

/** Keeps what the feed showed under some filters, so that going back to it finds the same rows at the same place. */
export function remember(search: string, state: FeedState): void {
  keepLatest(feeds, search, state, mostFeeds);
}

/** What the feed last showed under these filters; undefined when it was not open, or too long ago. */
export function recall(search: string): FeedState | undefined {
  return feeds.get(search);
}

/** Keeps the height in pixels of a chunk that is left out of the page; null when it is drawn again. */
export function rememberHeight(chunk: string, height: number | null): void {
  if (height === null) heights.delete(chunk);
  else keepLatest(heights, chunk, height, mostHeights);
}

/** The height of a chunk that was left out when it was last on a page; null when it was drawn, or is not known. */
export function recallHeight(chunk: string): number | null {
  return heights.get(chunk) ?? null;
}

function keepLatest<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
