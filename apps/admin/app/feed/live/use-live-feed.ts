import type { EventFilter, EventPage, StoredEvent } from "@admin-events/client/query";
import { backoffMs } from "@admin-events/client/query/connection";
import { useCallback, useEffect, useReducer, useState } from "react";
import { useApiClient } from "../../api/api-provider.tsx";
import type { Connection } from "./connection.ts";
import { CONNECTING } from "./connection.ts";
import { recallFeed, rememberFeed } from "./feed-memory.ts";
import type { FeedState } from "./feed-state.ts";
import { isOvergrown, refresh, startFeed } from "./feed-state.ts";
import { isHeld, liveFeedReducer } from "./live-feed-reducer.ts";
import type { LiveFeed } from "./live-feed-reducer.ts";
import { useWakeUp } from "./use-wake-up.ts";

// Events that arrive within one interval are rendered together.
const RENDER_INTERVAL_MS = 150;

/** Restores the rows as they were when this feed was last open, with newer events pending. */
function openFeed(key: string, firstPage: EventPage): FeedState {
  const remembered = recallFeed(key);
  return remembered ? refresh(remembered, firstPage, true) : startFeed(firstPage);
}

interface LiveFeedOptions {
  /** Must be a stable object. */
  filter: EventFilter;
  /** Identifies the filter; the feed is remembered under it. */
  feedKey: string;
  firstPage: EventPage;
}

/** History from the loader, then every event that arrives. */
export function useLiveFeed({ filter, feedKey, firstPage }: LiveFeedOptions) {
  const client = useApiClient();
  const [connection, setConnection] = useState<Connection>(CONNECTING);
  const [older, setOlder] = useState<"idle" | "loading" | "failed">("idle");
  const [opened, setOpened] = useState({ feedKey, firstPage });
  const [state, dispatch] = useReducer(liveFeedReducer, null, (): LiveFeed => {
    return { feed: openFeed(feedKey, firstPage), isPaused: false, isAtTop: true, newIds: new Set() };
  });
  if (opened.feedKey !== feedKey || opened.firstPage !== firstPage) {
    setOpened({ feedKey, firstPage });
    if (opened.feedKey === feedKey) dispatch({ type: "refreshed", page: firstPage });
    else dispatch({ type: "opened", feed: openFeed(feedKey, firstPage) });
  }
  const { feed, isPaused } = state;

  const reload = useCallback(
    async (type: "refreshed" | "restarted") => {
      try {
        dispatch({ type, page: await client.api.list_latest.query(filter) });
        return true;
      } catch {
        dispatch({ type: "becameStale" });
        return false;
      }
    },
    [client, filter],
  );

  useEffect(() => {
    let received: StoredEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const render = () => {
      timer = undefined;
      dispatch({ type: "received", events: received });
      received = [];
    };
    const stop = client.onEvent(
      { ...filter, lastEventId: firstPage.liveCursor ?? undefined },
      {
        onEvent: (event) => {
          received.push(event);
          timer ??= setTimeout(render, RENDER_INTERVAL_MS);
        },
        onResync: () => void reload("refreshed"),
        onState: (state, error) => setConnection({ state, error }),
      },
    );
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client, filter, firstPage, reload]);

  useWakeUp(useCallback(() => void reload("refreshed"), [reload]));

  const needsReload = !isHeld(state) && (feed.isStale || isOvergrown(feed));
  useEffect(() => {
    if (!needsReload) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isCancelled = false;
    const reloadWithRetries = async (failures: number) => {
      if ((await reload("restarted")) || isCancelled) return;
      timer = setTimeout(() => void reloadWithRetries(failures + 1), backoffMs(failures));
    };
    void reloadWithRetries(1);
    return () => {
      isCancelled = true;
      clearTimeout(timer);
    };
  }, [needsReload, reload]);

  useEffect(() => rememberFeed(feedKey, feed), [feedKey, feed]);

  const loadOlder = useCallback(async () => {
    if (feed.nextCursor === null) return;
    setOlder("loading");
    try {
      const page = await client.api.list_latest.query({ ...filter, cursor: feed.nextCursor });
      dispatch({ type: "olderLoaded", page });
      setOlder("idle");
    } catch {
      setOlder("failed");
    }
  }, [client, filter, feed.nextCursor]);

  return {
    feed,
    newIds: state.newIds,
    connection,
    isPaused,
    older,
    loadOlder,
    pause: useCallback((paused: boolean) => dispatch({ type: "paused", isPaused: paused }), []),
    scrolled: useCallback((isAtTop: boolean) => dispatch({ type: "scrolled", isAtTop }), []),
    showPending: useCallback(() => {
      scrollTo({ top: 0 });
      dispatch({ type: "pendingShown" });
      if (feed.isStale) void reload("restarted");
    }, [feed.isStale, reload]),
  };
}
