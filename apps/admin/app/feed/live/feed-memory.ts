import type { FeedState } from "./feed-state.ts";

const most = 4;
const memory = new Map<string, FeedState>();

/** Keeps what the feed showed under some filters, so that going back to it finds the same rows at the same place. */
export function remember(search: string, state: FeedState): void {
  memory.delete(search);
  memory.set(search, state);
  const [oldest] = memory.keys();
  if (memory.size > most && oldest !== undefined) memory.delete(oldest);
}

/** What the feed last showed under these filters; undefined when it was not open, or too long ago. */
export function recall(search: string): FeedState | undefined {
  return memory.get(search);
}
