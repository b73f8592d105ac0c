import type { EventPage, StoredEvent } from "@admin-events/client/query";
import type { FeedState } from "./feed-state.ts";
import { addEvents, append, markStale, refresh, showPending, startFeed } from "./feed-state.ts";

/** The feed and how it is being read. */
export interface LiveFeed {
  feed: FeedState;
  isPaused: boolean;
  /** Whether the newest row is in view. */
  isAtTop: boolean;
  /** The events that arrived last, whose rows are highlighted. */
  newIds: ReadonlySet<string>;
}

export type LiveFeedAction =
  | { type: "opened"; feed: FeedState }
  | { type: "received"; events: readonly StoredEvent[] }
  | { type: "olderLoaded"; page: EventPage }
  | { type: "refreshed"; page: EventPage }
  | { type: "restarted"; page: EventPage }
  | { type: "becameStale" }
  | { type: "scrolled"; isAtTop: boolean }
  | { type: "paused"; isPaused: boolean }
  | { type: "pendingShown" };

/** Whether new events are held back: the feed is paused, or the user has scrolled down. */
export function isHeld({ isPaused, isAtTop }: LiveFeed): boolean {
  return isPaused || !isAtTop;
}

export function liveFeedReducer(state: LiveFeed, action: LiveFeedAction): LiveFeed {
  const { feed } = state;
  switch (action.type) {
    case "opened":
      return { ...state, feed: action.feed, newIds: new Set() };
    case "received":
      return {
        ...state,
        feed: addEvents(feed, action.events, isHeld(state)),
        newIds: new Set(action.events.map(({ id }) => id)),
      };
    case "olderLoaded":
      return { ...state, feed: append(feed, action.page) };
    case "refreshed":
      return { ...state, feed: refresh(feed, action.page, isHeld(state)) };
    case "restarted":
      return { ...state, feed: startFeed(action.page) };
    case "becameStale":
      return { ...state, feed: markStale(feed) };
    case "scrolled":
      return action.isAtTop === state.isAtTop
        ? state
        : showPendingUnlessHeld({ ...state, isAtTop: action.isAtTop });
    case "paused":
      return showPendingUnlessHeld({ ...state, isPaused: action.isPaused });
    case "pendingShown":
      return { ...state, isAtTop: true, feed: showPending(feed) };
  }
}

function showPendingUnlessHeld(state: LiveFeed): LiveFeed {
  return isHeld(state) ? state : { ...state, feed: showPending(state.feed) };
}
