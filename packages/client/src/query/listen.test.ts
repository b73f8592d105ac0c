import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startQueryServer, storedEvent } from "../testing/query-server.ts";
import type { EventFilter } from "./index.ts";
import { createQueryClient, NotAllowed } from "./index.ts";

// No jitter: connections come back at once.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

test("a listener is told of events as they are stored", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url, { name: "order.placed" });

  await server.act({ tell: ["1.a", { type: "events", events: [storedEvent("a")], announced: false }] });
  await server.act({ tell: ["1.a", { type: "heartbeat" }] });
  await server.act({ tell: ["1.b", { type: "events", events: [storedEvent("b")], announced: false }] });
  await vi.waitFor(() => expect(feed.ids).toEqual(["a", "b"]));

  expect(server.subscriptions).toEqual([{ name: "order.placed" }]);
  expect(feed.states).toEqual(["connecting", "live"]);
});

test("the headers reach the WebSocket too", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url);

  await vi.waitFor(() => expect(feed.states).toContain("live"));

  expect(server.authorizations).toEqual(["Bearer sk_test"]);
});

test("a listener may start at a cursor of the history", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url, { lastEventId: "7.x" });

  await vi.waitFor(() => expect(feed.states).toContain("live"));

  expect(server.subscriptions).toEqual([{ lastEventId: "7.x" }]);
});

test("after a lost connection the listener resumes and drops what it was already told", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url);
  await server.act({ tell: ["1.a", { type: "events", events: [storedEvent("a")], announced: false }] });
  await vi.waitFor(() => expect(feed.ids).toEqual(["a"]));

  server.cutConnections();
  await vi.waitFor(() => expect(server.subscriptions).toHaveLength(2));
  await server.act({ tell: ["1.a", { type: "events", events: [storedEvent("a")], announced: false }] });
  await server.act({ tell: ["2.b", { type: "events", events: [storedEvent("b")], announced: false }] });
  await vi.waitFor(() => expect(feed.ids).toEqual(["a", "b"]));

  expect(server.subscriptions[1]).toEqual({ lastEventId: "1.a" });
  expect(feed.states).toEqual(["connecting", "live", "reconnecting", "live"]);
});

test.each(["fail", "end"] as const)(
  "when the server's side does this: %s, the listener resumes",
  async (end) => {
    await using server = await startQueryServer();
    await using feed = listenTo(server.url);
    await server.act({ tell: ["1.a", { type: "events", events: [storedEvent("a")], announced: false }] });

    await server.act(end);
    await server.act({ tell: ["2.b", { type: "events", events: [storedEvent("b")], announced: false }] });
    await vi.waitFor(() => expect(feed.ids).toEqual(["a", "b"]));

    expect(server.subscriptions).toEqual([{}, { lastEventId: "1.a" }]);
    expect(feed.states).toEqual(["connecting", "live", "reconnecting", "live"]);
  },
);

test("a listener that missed too much is told to load the history anew", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url);

  await server.act({ tell: ["9.a", { type: "resync" }] });
  await vi.waitFor(() => expect(feed.resyncs()).toBe(1));

  expect(feed.ids).toEqual([]);
});

test("a refused listener is told why and does not try again", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url);

  await server.act({ refuse: "FORBIDDEN" });
  await vi.waitFor(() => expect(feed.states).toContain("refused"));
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(feed.errors).toEqual([expect.any(NotAllowed)]);
  expect(server.subscriptions).toHaveLength(1);
});

test("after stopping nothing is told and the server is left", async () => {
  await using server = await startQueryServer();
  await using feed = listenTo(server.url);
  await vi.waitFor(() => expect(feed.states).toContain("live"));

  feed.stop();
  void server.act({ tell: ["1.a", { type: "events", events: [storedEvent("a")], announced: false }] });
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
