import type { EventPage, StoredEvent } from "@admin-events/client/query";

/** Consecutive rows that are rendered, or left out far from the viewport, together. */
export interface FeedChunk {
  /** Stays the same while rows are added on top. */
  key: string;
  events: readonly StoredEvent[];
}

export interface FeedState {
  /** Newest first. */
  chunks: readonly FeedChunk[];
  /** The next page of history; null at its end. */
  nextCursor: string | null;
  /** Events held back while the user is scrolled down or paused. Newest first. */
  pending: readonly StoredEvent[];
  /** Too many events were missed to insert: the history has to be reloaded. */
  isStale: boolean;
  /** Rows added on top since the history was loaded. */
  addedCount: number;
  knownIds: ReadonlySet<string>;
}

const CHUNK_SIZE = 50;
// Beyond these, reloading the history is cheaper than keeping everything.
const MAX_PENDING = 1_000;
const MAX_ADDED = 2_000;

export function startFeed(page: EventPage): FeedState {
  return {
    chunks: toChunks(page.items),
    nextCursor: page.nextCursor,
    pending: [],
    isStale: false,
    addedCount: 0,
    knownIds: new Set(page.items.map(({ id }) => id)),
  };
}

/**
 * Adds events, oldest first, on top of the list or to `pending`. An event that is already listed stays where it is; its
 * content is replaced if it changed.
 */
export function addEvents(before: FeedState, events: readonly StoredEvent[], isHeld: boolean): FeedState {
  const state = updateEvents(
    before,
    events.filter(({ id }) => before.knownIds.has(id)),
  );
  const knownIds = new Set(state.knownIds);
  const added = events.filter(({ id }) => !knownIds.has(id) && knownIds.add(id)).toReversed();
  if (added.length === 0) return state;
  if (state.isStale) return state;
  const pending = [...added, ...state.pending];
  if (pending.length > MAX_PENDING) return markStale(state);
  return isHeld ? { ...state, pending, knownIds } : prepend({ ...state, knownIds }, pending);
}

/** Replaces listed events by newer versions. Unchanged events and chunks keep their identity. */
function updateEvents(state: FeedState, events: readonly StoredEvent[]): FeedState {
  const newVersions = new Map(events.map((event) => [event.id, event]));
  const update = (listed: StoredEvent) => {
    const event = newVersions.get(listed.id);
    return event && JSON.stringify(event) !== JSON.stringify(listed) ? event : listed;
  };
  const updateList = (listed: readonly StoredEvent[]) =>
    listed.some((event) => update(event) !== event) ? listed.map(update) : listed;
  if (newVersions.size === 0) return state;
  const chunks = state.chunks.map((chunk) => {
    const list = updateList(chunk.events);
    return list === chunk.events ? chunk : { ...chunk, events: list };
  });
  return { ...state, chunks, pending: updateList(state.pending) };
}

export function showPending(state: FeedState): FeedState {
  return state.pending.length === 0 ? state : prepend(state, state.pending);
}

/** Adds an older page at the end. Rows that are already listed are dropped. */
export function append(state: FeedState, page: EventPage): FeedState {
  const older = page.items.filter(({ id }) => !state.knownIds.has(id));
  return {
    ...state,
    chunks: [...state.chunks, ...toChunks(older)],
    nextCursor: page.nextCursor,
    knownIds: new Set([...state.knownIds, ...older.map(({ id }) => id)]),
  };
}

/**
 * Merges a fresh first page after a gap. If it overlaps the list, only new events are added; otherwise it replaces the
 * list, or marks it stale while new events are held back.
 */
export function refresh(state: FeedState, page: EventPage, isHeld: boolean): FeedState {
  const overlaps = page.items.length === 0 || page.items.some(({ id }) => state.knownIds.has(id));
  if (overlaps && !state.isStale) return addEvents(state, page.items.toReversed(), isHeld);
  return isHeld ? markStale(state) : startFeed(page);
}

/** Pending events are dropped, because reloading brings them. */
export function markStale(state: FeedState): FeedState {
  return { ...state, isStale: true, pending: [] };
}

/** Whether so many rows were added that the list should be cut back by reloading the history. */
export function isOvergrown(state: FeedState): boolean {
  return state.addedCount > MAX_ADDED;
}

function prepend(state: FeedState, events: readonly StoredEvent[]): FeedState {
  const [top, ...rest] = state.chunks;
  const fits = top && top.events.length + events.length <= CHUNK_SIZE;
  const chunks = fits
    ? [{ key: top.key, events: [...events, ...top.events] }, ...rest]
    : [...toChunks(events), ...state.chunks];
  return { ...state, chunks, pending: [], addedCount: state.addedCount + events.length };
}

function toChunks(events: readonly StoredEvent[]): FeedChunk[] {
  const chunks: FeedChunk[] = [];
  // Cut from the old end, so that the newest chunk is the one with room.
  for (let end = events.length; end > 0; end -= CHUNK_SIZE) {
    const part = events.slice(Math.max(0, end - CHUNK_SIZE), end);
    chunks.unshift({ key: part.at(-1)?.id ?? "", events: part });
  }
  return chunks;
}
