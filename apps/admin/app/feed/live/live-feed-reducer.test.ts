import { expect, test } from "vitest";
import { startFeed } from "./feed-state.ts";
import type { LiveFeed, LiveFeedAction } from "./live-feed-reducer.ts";
import { liveFeedReducer } from "./live-feed-reducer.ts";
import { sampleEvent, samplePage } from "./sample-events.ts";

const start: LiveFeed = {
  feed: startFeed(samplePage(3, 1)),
  isPaused: false,
  isAtTop: true,
  newIds: new Set(),
};
const received: LiveFeedAction = { type: "received", events: [sampleEvent(4)] };

test("at the top a new event is listed and marked as new", () => {
  const state = after(received);

  expect(newest(state)).toBe("event-4");
  expect(state.newIds.has("event-4")).toBe(true);
});

test("scrolled down, new events are held back until the user is at the top again", () => {
  const scrolledDown = after({ type: "scrolled", isAtTop: false }, received);

  expect(newest(scrolledDown)).toBe("event-3");
  expect(newest(liveFeedReducer(scrolledDown, { type: "scrolled", isAtTop: true }))).toBe("event-4");
});

test("a paused feed does not change, even at the top, until it is resumed", () => {
  const paused = after({ type: "paused", isPaused: true }, received, { type: "scrolled", isAtTop: true });

  expect(newest(paused)).toBe("event-3");
  expect(newest(liveFeedReducer(paused, { type: "paused", isPaused: false }))).toBe("event-4");
});

test("showing pending events does not end a pause", () => {
  const state = after({ type: "paused", isPaused: true }, received, { type: "pendingShown" });

  expect(newest(state)).toBe("event-4");
  expect(state.isPaused).toBe(true);
});

function after(...actions: LiveFeedAction[]): LiveFeed {
  return actions.reduce(liveFeedReducer, start);
}

function newest({ feed }: LiveFeed): string | undefined {
  return feed.chunks[0]?.events[0]?.id;
}
