import type { FeedPage, StoredEvent } from "../../api/outputs.ts";

/** Some neighbouring rows that are drawn, or left out while they are far from view, together. */
export interface FeedChunk {
  /** Stays the same while rows are put on top. */
  key: string;
  events: readonly StoredEvent[];
}

/** What the feed shows and what it holds back. */
export interface FeedState {
  /** Newest first. */
  chunks: readonly FeedChunk[];
  /** Where older history goes on; null at its end. */
  nextCursor: string | null;
  /** Arrived, but held back while the reader is elsewhere. Newest first. */
  waiting: readonly StoredEvent[];
  /** More was missed than can be put on top: the history has to be loaded anew before going on. */
  isStale: boolean;
  /** How many rows were put on top since the history was loaded. */
  arrived: number;
  known: ReadonlySet<string>;
}

const chunkSize = 50;
/** Beyond these, loading the history anew is cheaper than keeping everything. */
const mostWaiting = 1_000;
const mostArrived = 2_000;

/** The feed at the start: the first page of history. */
export function startFeed(page: FeedPage): FeedState {
  return {
    chunks: chunksOf(page.items),
    nextCursor: page.nextCursor,
    waiting: [],
    isStale: false,
    arrived: 0,
    known: new Set(page.items.map(({ id }) => id)),
  };
}

/**
 * Takes what arrived, oldest first: on top of the list, or held back. An event that is known already stays where it is;
 * when it comes changed, because it was mended and broadcast, it takes its own place.
 */
export function arrive(before: FeedState, events: readonly StoredEvent[], isHeld: boolean): FeedState {
  const state = renew(
    before,
    events.filter(({ id }) => before.known.has(id)),
  );
  const known = new Set(state.known);
  const fresh = events.filter(({ id }) => !known.has(id) && known.add(id)).toReversed();
  if (fresh.length === 0) return state;
  if (state.isStale) return state;
  const waiting = [...fresh, ...state.waiting];
  if (waiting.length > mostWaiting) return markStale(state);
  return isHeld ? { ...state, waiting, known } : putOnTop({ ...state, known }, waiting);
}

/** Puts events in the place of what is held of them. What did not change stays the same to the reference. */
function renew(state: FeedState, events: readonly StoredEvent[]): FeedState {
  const newest = new Map(events.map((event) => [event.id, event]));
  const renewed = (held: StoredEvent) => {
    const event = newest.get(held.id);
    return event && JSON.stringify(event) !== JSON.stringify(held) ? event : held;
  };
  const renewedList = (held: readonly StoredEvent[]) =>
    held.some((event) => renewed(event) !== event) ? held.map(renewed) : held;
  if (newest.size === 0) return state;
  const chunks = state.chunks.map((chunk) => {
    const list = renewedList(chunk.events);
    return list === chunk.events ? chunk : { ...chunk, events: list };
  });
  return { ...state, chunks, waiting: renewedList(state.waiting) };
}

/** Shows what was held back. */
export function reveal(state: FeedState): FeedState {
  return state.waiting.length === 0 ? state : putOnTop(state, state.waiting);
}

/** Adds an older page at the end. Rows that are shown already are dropped. */
export function append(state: FeedState, page: FeedPage): FeedState {
  const older = page.items.filter(({ id }) => !state.known.has(id));
  return {
    ...state,
    chunks: [...state.chunks, ...chunksOf(older)],
    nextCursor: page.nextCursor,
    known: new Set([...state.known, ...older.map(({ id }) => id)]),
  };
}

/**
 * Takes the first page of history once more, after a time of which nothing is known. Where it meets what is shown,
 * only the news are taken; otherwise it replaces the list, or marks it stale while the reader is elsewhere.
 */
export function refresh(state: FeedState, page: FeedPage, isHeld: boolean): FeedState {
  const meets = page.items.length === 0 || page.items.some(({ id }) => state.known.has(id));
  if (meets && !state.isStale) return arrive(state, page.items.toReversed(), isHeld);
  return isHeld ? markStale(state) : startFeed(page);
}

/** Notes that too much was missed; what was held back is let go, because loading anew brings it. */
export function markStale(state: FeedState): FeedState {
  return { ...state, isStale: true, waiting: [] };
}

/** Whether so much was put on top that the list should be cut back by loading the history anew. */
export function isOvergrown(state: FeedState): boolean {
  return state.arrived > mostArrived;
}

function putOnTop(state: FeedState, events: readonly StoredEvent[]): FeedState {
  const [top, ...rest] = state.chunks;
  const joins = top && top.events.length + events.length <= chunkSize;
  const chunks = joins
    ? [{ key: top.key, events: [...events, ...top.events] }, ...rest]
    : [...chunksOf(events), ...state.chunks];
  return { ...state, chunks, waiting: [], arrived: state.arrived + events.length };
}

function chunksOf(events: readonly StoredEvent[]): FeedChunk[] {
  const chunks: FeedChunk[] = [];
  // Cut from the old end, so that the newest chunk is the one with room.
  for (let end = events.length; end > 0; end -= chunkSize) {
    const part = events.slice(Math.max(0, end - chunkSize), end);
    chunks.unshift({ key: part.at(-1)?.id ?? "", events: part });
  }
  return chunks;
}
