import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startQueryServer, createStoredEvent } from "../testing/query-server.ts";
import type { EventFilter } from "./index.ts";
import { createQueryClient, NotAllowedError, NotSignedInError } from "./index.ts";

// No jitter, so that reconnecting is immediate.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

test("a listener receives events as they are stored", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url, { name: "order.placed" });

  await server.act({ send: ["1.a", { type: "events", events: [createStoredEvent("a")], announced: false }] });
  await server.act({ send: ["1.a", { type: "heartbeat" }] });
  await server.act({ send: ["1.b", { type: "events", events: [createStoredEvent("b")], announced: false }] });
  await vi.waitFor(() => expect(feed.ids).toEqual(["a", "b"]));

  expect(server.subscriptions).toEqual([{ name: "order.placed" }]);
  expect(feed.states).toEqual(["connecting", "live"]);
});

test("the headers are sent over the WebSocket", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url);

  await vi.waitFor(() => expect(feed.states).toContain("live"));

  expect(server.authorizations).toEqual(["Bearer sk_test"]);
});

test("a listener can start at a cursor of the history", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url, { lastEventId: "7.x" });

  await vi.waitFor(() => expect(feed.states).toContain("live"));

  expect(server.subscriptions).toEqual([{ lastEventId: "7.x" }]);
});

test("after a lost connection the listener resumes without repeating events", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url);
  await server.act({ send: ["1.a", { type: "events", events: [createStoredEvent("a")], announced: false }] });
  await vi.waitFor(() => expect(feed.ids).toEqual(["a"]));

  server.terminateConnections();
  await vi.waitFor(() => expect(server.subscriptions).toHaveLength(2));
  await server.act({ send: ["1.a", { type: "events", events: [createStoredEvent("a")], announced: false }] });
  await server.act({ send: ["2.b", { type: "events", events: [createStoredEvent("b")], announced: false }] });
  await vi.waitFor(() => expect(feed.ids).toEqual(["a", "b"]));

  expect(server.subscriptions[1]).toEqual({ lastEventId: "1.a" });
  expect(feed.states).toEqual(["connecting", "live", "reconnecting", "live"]);
});

test.each(["fail", "end"] as const)(
  "the listener resumes if the server makes the subscription %s",
  async (end) => {
    await using server = await startQueryServer();
    await using feed = listenTo(server.url);
    await server.act({
      send: ["1.a", { type: "events", events: [createStoredEvent("a")], announced: false }],
    });

    await server.act(end);
    await server.act({
      send: ["2.b", { type: "events", events: [createStoredEvent("b")], announced: false }],
    });
    await vi.waitFor(() => expect(feed.ids).toEqual(["a", "b"]));

    expect(server.subscriptions).toEqual([{}, { lastEventId: "1.a" }]);
    expect(feed.states).toEqual(["connecting", "live", "reconnecting", "live"]);
  },
);

test("a listener that missed too many events gets onResync", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url);

  await server.act({ send: ["9.a", { type: "resync" }] });
  await vi.waitFor(() => expect(feed.resyncs()).toBe(1));

  expect(feed.ids).toEqual([]);
});

test("a listener can filter by the fields of an activity", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url, { activity: true, resourceType: "post", resourceId: "7" });

  await vi.waitFor(() => expect(feed.states).toContain("live"));

  expect(server.subscriptions).toEqual([{ activity: true, resourceType: "post", resourceId: "7" }]);
});

test.each([
  ["UNAUTHORIZED", NotSignedInError],
  ["FORBIDDEN", NotAllowedError],
] as const)("a listener rejected with %s gets the error and does not reconnect", async (code, errorClass) => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url);

  await server.act({ reject: code });
  await vi.waitFor(() => expect(feed.states).toContain("rejected"));
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(feed.errors).toEqual([expect.any(errorClass)]);
  expect(server.subscriptions).toHaveLength(1);
});

test("a stopped listener receives no events and unsubscribes", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url);
  await vi.waitFor(() => expect(feed.states).toContain("live"));

  feed.stop();
  void server.act({ send: ["1.a", { type: "events", events: [createStoredEvent("a")], announced: false }] });
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(feed.ids).toEqual([]);
  expect(feed.states).toEqual(["connecting", "live"]);
  expect(server.subscriptions).toHaveLength(1);
});

function listenTo(url: string, filter: EventFilter = {}) {
  const client = createQueryClient({ url, headers: { authorization: "Bearer sk_test" } });
  const ids: string[] = [];
  const states: string[] = [];
  const errors: Error[] = [];
  let resyncs = 0;

  const stop = client.onEvent(filter, {
    onEvent: ({ id }) => ids.push(id),
    onState: (state, error) => {
      states.push(state);
      if (error) errors.push(error);
    },
    onResync: () => resyncs++,
  });

  return { ids, states, errors, stop, resyncs: () => resyncs, [Symbol.asyncDispose]: () => client.close() };
}
