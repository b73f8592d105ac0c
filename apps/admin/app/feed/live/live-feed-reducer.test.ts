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
const arrival: LiveFeedAction = { type: "arrived", events: [sampleEvent(4)] };

test("at the top an arrival is shown, and known as new", () => {
  const state = after(arrival);

  expect(newest(state)).toBe("event-4");
  expect(state.newIds.has("event-4")).toBe(true);
});

test("further down arrivals wait until the reader is back at the top", () => {
  const away = after({ type: "scrolled", isAtTop: false }, arrival);

  expect(newest(away)).toBe("event-3");
  expect(newest(liveFeedReducer(away, { type: "scrolled", isAtTop: true }))).toBe("event-4");
});

test("a paused feed stays as it is, also at the top, until it is resumed", () => {
  const paused = after({ type: "paused", isPaused: true }, arrival, { type: "scrolled", isAtTop: true });

  expect(newest(paused)).toBe("event-3");
  expect(newest(liveFeedReducer(paused, { type: "paused", isPaused: false }))).toBe("event-4");
});

test("asking for the new events shows them without ending a pause", () => {
  const state = after({ type: "paused", isPaused: true }, arrival, { type: "revealed" });

  expect(newest(state)).toBe("event-4");
  expect(state.isPaused).toBe(true);
});

function after(...actions: LiveFeedAction[]): LiveFeed {
  return actions.reduce(liveFeedReducer, start);
}

function newest({ feed }: LiveFeed): string | undefined {
  return feed.chunks[0]?.events[0]?.id;
}
