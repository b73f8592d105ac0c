import { useCallback, useEffect, useReducer, useState } from "react";
import type { FeedPage, FeedInput, StoredEvent } from "../../api/outputs.ts";
import { jitteredDelay } from "../../api/jittered-delay.ts";
import { trpc } from "../../api/trpc.ts";
import { recall, remember } from "./feed-memory.ts";
import type { FeedState } from "./feed-state.ts";
import { isOvergrown, refresh, startFeed } from "./feed-state.ts";
import { isHeld, liveFeedReducer } from "./live-feed-reducer.ts";
import type { LiveFeed } from "./live-feed-reducer.ts";
import type { Connection } from "./stream-events.ts";
import { streamEvents } from "./stream-events.ts";
import { useWakeUp } from "./use-wake-up.ts";

/** Arrivals are drawn together this often, in milliseconds, however many there are. */
const drawEvery = 150;

/** The rows as they were when these filters were last left, with the news held back; else the first page. */
function openFeed(search: string, firstPage: FeedPage): FeedState {
  const known = recall(search);
  return known ? refresh(known, firstPage, true) : startFeed(firstPage);
}

interface LiveFeedOptions {
  /** Which events; one and the same object as long as it asks the same. */
  question: FeedInput;
  /** What tells this question from others, like its address; the feed is remembered under it. */
  search: string;
  firstPage: FeedPage;
}

/** The feed of a question: history from the loader, then everything that arrives. */
export function useLiveFeed({ question, search, firstPage }: LiveFeedOptions) {
  const { client } = trpc.useUtils();
  const [connection, setConnection] = useState<Connection>("connecting");
  const [older, setOlder] = useState<"idle" | "loading" | "failed">("idle");
  const [opened, setOpened] = useState({ search, firstPage });
  const [state, dispatch] = useReducer(liveFeedReducer, null, (): LiveFeed => {
    return { feed: openFeed(search, firstPage), isPaused: false, isAtTop: true, newIds: new Set() };
  });
  if (opened.search !== search || opened.firstPage !== firstPage) {
    setOpened({ search, firstPage });
    if (opened.search === search) dispatch({ type: "refreshed", page: firstPage });
    else dispatch({ type: "opened", feed: openFeed(search, firstPage) });
  }
  const { feed, isPaused } = state;
  const held = isHeld(state);

  const reload = useCallback(
    async (type: "refreshed" | "restarted") => {
      try {
        dispatch({ type, page: await client.list_latest.query(question) });
        return true;
      } catch {
        dispatch({ type: "missedTooMuch" });
        return false;
      }
    },
    [client, question],
  );

  useEffect(() => {
    let arrived: StoredEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      timer = undefined;
      dispatch({ type: "arrived", events: arrived });
      arrived = [];
    };
    const stop = streamEvents({
      source: client.onEvent,
      filter: question,
      after: firstPage.liveCursor,
      onEvent: (event) => {
        arrived.push(event);
        timer ??= setTimeout(draw, drawEvery);
      },
      onResync: () => void reload("refreshed"),
      onConnection: setConnection,
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client, question, firstPage, reload]);

  useWakeUp(useCallback(() => void reload("refreshed"), [reload]));

  const needsReload = !held && (feed.isStale || isOvergrown(feed));
  useEffect(() => {
    if (!needsReload) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const reloadUntilDone = async (attempt: number) => {
      if ((await reload("restarted")) || isOver) return;
      timer = setTimeout(() => void reloadUntilDone(attempt + 1), jitteredDelay(attempt));
    };
    void reloadUntilDone(0);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [needsReload, reload]);

  useEffect(() => remember(search, feed), [search, feed]);

  const loadOlder = useCallback(async () => {
    if (feed.nextCursor === null) return;
    setOlder("loading");
    try {
      const page = await client.list_latest.query({ ...question, cursor: feed.nextCursor });
      dispatch({ type: "olderLoaded", page });
      setOlder("idle");
    } catch {
      setOlder("failed");
    }
  }, [client, question, feed.nextCursor]);

  return {
    feed,
    newIds: state.newIds,
    connection,
    isPaused,
    older,
    loadOlder,
    pause: useCallback((paused: boolean) => dispatch({ type: "paused", isPaused: paused }), []),
    scrolled: useCallback((isAtTop: boolean) => dispatch({ type: "scrolled", isAtTop }), []),
    reveal: useCallback(() => {
      scrollTo({ top: 0 });
      dispatch({ type: "revealed" });
      if (feed.isStale) void reload("restarted");
    }, [feed.isStale, reload]),
  };
}
