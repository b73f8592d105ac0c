import { expect, test } from "vitest";
import type { FeedState } from "./feed-state.ts";
import { append, arrive, isOvergrown, markStale, refresh, reveal, startFeed } from "./feed-state.ts";
import { sampleEvent, samplePage } from "./sample-events.ts";

const start = startFeed(samplePage(3, 1, "older"));

test("what arrives goes on top, newest first, and nothing comes twice", () => {
  const state = arrive(start, [sampleEvent(3), sampleEvent(4), sampleEvent(5), sampleEvent(4)], false);

  expect(shown(state)).toEqual([5, 4, 3, 2, 1]);
});

test("an event that comes again changed takes its own place", () => {
  const mended = sampleEvent(2, { metadata: { plan: "club" } });

  const state = arrive(start, [mended], false);

  expect(shown(state)).toEqual([3, 2, 1]);
  expect(state.chunks[0]?.events[1]).toEqual(mended);
  expect(arrive(start, [sampleEvent(2)], false).chunks[0]).toBe(start.chunks[0]);
});

test("while the reader is elsewhere arrivals wait, and then come all at once", () => {
  const held = arrive(arrive(start, [sampleEvent(4)], true), [sampleEvent(5)], true);

  expect(shown(held)).toEqual([3, 2, 1]);
  expect(held.waiting).toHaveLength(2);
  expect(shown(reveal(held))).toEqual([5, 4, 3, 2, 1]);
  expect(reveal(held).waiting).toEqual([]);
});

test("rows that waited come with the next arrival once the reader is back", () => {
  const held = arrive(start, [sampleEvent(4)], true);

  expect(shown(arrive(held, [sampleEvent(5)], false))).toEqual([5, 4, 3, 2, 1]);
});

test("older pages go to the end, without what is shown already", () => {
  const state = append(start, samplePage(1, -1));

  expect(shown(state)).toEqual([3, 2, 1, 0, -1]);
  expect(state.nextCursor).toBeNull();
});

test("a fresh first page that meets the list only adds the news", () => {
  expect(shown(refresh(start, samplePage(5, 2), false))).toEqual([5, 4, 3, 2, 1]);
});

test("a fresh first page beyond a gap replaces the list for a reader at the top", () => {
  expect(shown(refresh(start, samplePage(90, 88), false))).toEqual([90, 89, 88]);
});

test("for a reader elsewhere a gap leaves the list alone until they come back", () => {
  const state = refresh(start, samplePage(90, 88), true);

  expect(shown(state)).toEqual([3, 2, 1]);
  expect(state.isStale).toBe(true);
  expect(shown(arrive(state, [sampleEvent(91)], true))).toEqual([3, 2, 1]);
  expect(shown(refresh(state, samplePage(91, 89), false))).toEqual([91, 90, 89]);
});

test("too many waiting events make the list stale instead of filling the memory", () => {
  const many = Array.from({ length: 1_001 }, (_, index) => sampleEvent(10 + index));

  const state = arrive(start, many, true);

  expect(state.isStale).toBe(true);
  expect(state.waiting).toEqual([]);
});

test("rows on top leave the chunks below them untouched", () => {
  const page = startFeed(samplePage(120, 1));
  const state = arrive(page, [sampleEvent(121)], false);

  expect(page.chunks.map(({ events }) => events.length)).toEqual([20, 50, 50]);
  expect(state.chunks.map(({ events }) => events.length)).toEqual([21, 50, 50]);
  expect(state.chunks.map(({ key }) => key)).toEqual(page.chunks.map(({ key }) => key));
  expect(state.chunks[1]).toBe(page.chunks[1]);
});

test("a list that grew for hours asks to be cut back", () => {
  let state: FeedState = start;
  for (let number = 4; number < 2_100; number++) state = arrive(state, [sampleEvent(number)], false);

  expect(isOvergrown(state)).toBe(true);
  expect(isOvergrown(startFeed(samplePage(3, 1)))).toBe(false);
});

test("an empty feed shows its first event", () => {
  const empty = startFeed({ items: [], nextCursor: null, liveCursor: null });

  expect(shown(arrive(empty, [sampleEvent(1)], false))).toEqual([1]);
  expect(markStale(empty).chunks).toEqual([]);
});

function shown({ chunks }: FeedState): number[] {
  return chunks.flatMap(({ events }) => events.map(({ id }) => Number(id.replace("event-", ""))));
}
