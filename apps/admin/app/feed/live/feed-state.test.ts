import { expect, test } from "vitest";
import type { FeedState } from "./feed-state.ts";
import { addEvents, append, isOvergrown, markStale, refresh, showPending, startFeed } from "./feed-state.ts";
import { sampleEvent, samplePage } from "./sample-events.ts";

const start = startFeed(samplePage(3, 1, "older"));

test("new events are added on top, newest first, without duplicates", () => {
  const state = addEvents(start, [sampleEvent(3), sampleEvent(4), sampleEvent(5), sampleEvent(4)], false);

  expect(listedNumbers(state)).toEqual([5, 4, 3, 2, 1]);
});

test("a changed event replaces its earlier version in place", () => {
  const updated = sampleEvent(2, { metadata: { plan: "club" } });

  const state = addEvents(start, [updated], false);

  expect(listedNumbers(state)).toEqual([3, 2, 1]);
  expect(state.chunks[0]?.events[1]).toEqual(updated);
  expect(addEvents(start, [sampleEvent(2)], false).chunks[0]).toBe(start.chunks[0]);
});

test("while held, new events are pending and then appear together", () => {
  const held = addEvents(addEvents(start, [sampleEvent(4)], true), [sampleEvent(5)], true);

  expect(listedNumbers(held)).toEqual([3, 2, 1]);
  expect(held.pending).toHaveLength(2);
  expect(listedNumbers(showPending(held))).toEqual([5, 4, 3, 2, 1]);
  expect(showPending(held).pending).toEqual([]);
});

test("pending events appear with the next new event once nothing is held", () => {
  const held = addEvents(start, [sampleEvent(4)], true);

  expect(listedNumbers(addEvents(held, [sampleEvent(5)], false))).toEqual([5, 4, 3, 2, 1]);
});

test("older pages are appended without rows that are already listed", () => {
  const state = append(start, samplePage(1, -1));

  expect(listedNumbers(state)).toEqual([3, 2, 1, 0, -1]);
  expect(state.nextCursor).toBeNull();
});

test("a fresh first page that overlaps the list only adds new events", () => {
  expect(listedNumbers(refresh(start, samplePage(5, 2), false))).toEqual([5, 4, 3, 2, 1]);
});

test("a fresh first page after a gap replaces the list when nothing is held", () => {
  expect(listedNumbers(refresh(start, samplePage(90, 88), false))).toEqual([90, 89, 88]);
});

test("while held, a gap leaves the list unchanged until nothing is held", () => {
  const state = refresh(start, samplePage(90, 88), true);

  expect(listedNumbers(state)).toEqual([3, 2, 1]);
  expect(state.isStale).toBe(true);
  expect(listedNumbers(addEvents(state, [sampleEvent(91)], true))).toEqual([3, 2, 1]);
  expect(listedNumbers(refresh(state, samplePage(91, 89), false))).toEqual([91, 90, 89]);
});

test("too many pending events mark the list stale instead of filling memory", () => {
  const many = Array.from({ length: 1_001 }, (_, index) => sampleEvent(10 + index));

  const state = addEvents(start, many, true);

  expect(state.isStale).toBe(true);
  expect(state.pending).toEqual([]);
});

test("rows added on top leave the chunks below unchanged", () => {
  const page = startFeed(samplePage(120, 1));
  const state = addEvents(page, [sampleEvent(121)], false);

  expect(page.chunks.map(({ events }) => events.length)).toEqual([20, 50, 50]);
  expect(state.chunks.map(({ events }) => events.length)).toEqual([21, 50, 50]);
  expect(state.chunks.map(({ key }) => key)).toEqual(page.chunks.map(({ key }) => key));
  expect(state.chunks[1]).toBe(page.chunks[1]);
});

test("a list that has grown for hours is overgrown", () => {
  let state: FeedState = start;
  for (let number = 4; number < 2_100; number++) state = addEvents(state, [sampleEvent(number)], false);

  expect(isOvergrown(state)).toBe(true);
  expect(isOvergrown(startFeed(samplePage(3, 1)))).toBe(false);
});

test("an empty feed lists its first event", () => {
  const empty = startFeed({ items: [], nextCursor: null, liveCursor: null });

  expect(listedNumbers(addEvents(empty, [sampleEvent(1)], false))).toEqual([1]);
  expect(markStale(empty).chunks).toEqual([]);
});

function listedNumbers({ chunks }: FeedState): number[] {
  return chunks.flatMap(({ events }) => events.map(({ id }) => Number(id.replace("event-", ""))));
}
