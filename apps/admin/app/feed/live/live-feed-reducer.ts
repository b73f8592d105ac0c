import type { FeedPage, StoredEvent } from "../../api/outputs.ts";
import type { FeedState } from "./feed-state.ts";
import { append, arrive, markStale, refresh, reveal, startFeed } from "./feed-state.ts";

/** The feed with where its reader is. */
export interface LiveFeed {
  feed: FeedState;
  isPaused: boolean;
  /** Whether the newest row is in view. */
  isAtTop: boolean;
  /** The rows of the last arrival, which are drawn as new. */
  newIds: ReadonlySet<string>;
}

export type LiveFeedAction =
  | { type: "opened"; feed: FeedState }
  | { type: "arrived"; events: readonly StoredEvent[] }
  | { type: "olderLoaded"; page: FeedPage }
  | { type: "refreshed"; page: FeedPage }
  | { type: "restarted"; page: FeedPage }
  | { type: "missedTooMuch" }
  | { type: "scrolled"; isAtTop: boolean }
  | { type: "paused"; isPaused: boolean }
  | { type: "revealed" };

/** Whether arrivals wait: the reader paused, or reads further down and must not lose their place. */
export function isHeld({ isPaused, isAtTop }: LiveFeed): boolean {
  return isPaused || !isAtTop;
}

export function liveFeedReducer(state: LiveFeed, action: LiveFeedAction): LiveFeed {
  const { feed } = state;
  switch (action.type) {
    case "opened":
      return { ...state, feed: action.feed, newIds: new Set() };
    case "arrived":
      return {
        ...state,
        feed: arrive(feed, action.events, isHeld(state)),
        newIds: new Set(action.events.map(({ id }) => id)),
      };
    case "olderLoaded":
      return { ...state, feed: append(feed, action.page) };
    case "refreshed":
      return { ...state, feed: refresh(feed, action.page, isHeld(state)) };
    case "restarted":
      return { ...state, feed: startFeed(action.page) };
    case "missedTooMuch":
      return { ...state, feed: markStale(feed) };
    case "scrolled":
      return action.isAtTop === state.isAtTop
        ? state
        : revealUnlessHeld({ ...state, isAtTop: action.isAtTop });
    case "paused":
      return revealUnlessHeld({ ...state, isPaused: action.isPaused });
    case "revealed":
      return { ...state, isAtTop: true, feed: reveal(feed) };
  }
}

function revealUnlessHeld(state: LiveFeed): LiveFeed {
  return isHeld(state) ? state : { ...state, feed: reveal(state.feed) };
}
