import type { AppRouter } from "@admin-events/api";
import { createTRPCClient, TRPCClientError } from "@trpc/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startQueryServer, createStoredEvent } from "../testing/query-server.ts";
import type { EventFilter } from "./index.ts";
import { createQueryClient, NotAllowedError, NotSignedInError } from "./index.ts";
import { listen } from "./listen.ts";
import { createSocketStatus } from "./socket-status.ts";

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
  await using feed = listenTo(server.url, { kind: "activity", resourceType: "post", resourceId: "7" });

  await vi.waitFor(() => expect(feed.states).toContain("live"));

  expect(server.subscriptions).toEqual([{ kind: "activity", resourceType: "post", resourceId: "7" }]);
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

test("the delay before resubscribing doubles with every failure, up to a limit", async () => {
  using feed = listenToFailing();
  const delays = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000];

  for (const [failures, delay] of delays.entries()) {
    feed.fail();
    await vi.advanceTimersByTimeAsync(delay - 1);
    expect(feed.countSubscriptions()).toBe(failures + 1);
    await vi.advanceTimersByTimeAsync(1);
    expect(feed.countSubscriptions()).toBe(failures + 2);
  }
});

test("a started subscription resets the delay", async () => {
  using feed = listenToFailing();
  feed.fail();
  await vi.advanceTimersByTimeAsync(500);
  feed.fail();
  await vi.advanceTimersByTimeAsync(1_000);

  feed.start();
  feed.fail();
  await vi.advanceTimersByTimeAsync(500);

  expect(feed.countSubscriptions()).toBe(4);
});

test("a listener stopped while it waits to resubscribe does not resubscribe", async () => {
  using feed = listenToFailing();
  feed.fail();

  feed.stop();
  await vi.advanceTimersByTimeAsync(120_000);

  expect(feed.countSubscriptions()).toBe(1);
});

test("a stopped listener does not resubscribe when its subscription ends", async () => {
  using feed = listenToFailing();

  feed.stop();
  feed.complete();
  await vi.advanceTimersByTimeAsync(120_000);

  expect(feed.countSubscriptions()).toBe(1);
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

test("while no WebSocket opens but requests get through, events are fetched until it opens", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0.02);
  await using server = await startQueryServer();
  server.blockSockets(true);
  server.keep("1.a", { type: "events", events: [createStoredEvent("a")], announced: false });
  await using feed = listenTo(server.url);

  await vi.waitFor(() => expect(feed.ids).toEqual(["a"]));
  await vi.waitFor(() => expect(feed.states).toEqual(["connecting", "polling"]));
  server.keep("2.b", { type: "events", events: [createStoredEvent("b")], announced: false });
  await vi.waitFor(() => expect(feed.ids).toEqual(["a", "b"]));
  server.blockSockets(false);
  await server.act({ send: ["2.b", { type: "events", events: [createStoredEvent("b")], announced: false }] });
  await server.act({ send: ["3.c", { type: "events", events: [createStoredEvent("c")], announced: false }] });
  await vi.waitFor(() => expect(feed.ids).toEqual(["a", "b", "c"]));

  expect(feed.states).toEqual(["connecting", "polling", "live"]);
  expect(server.polls.slice(0, 3)).toEqual([{}, { lastEventId: "1.a" }, { lastEventId: "1.a" }]);
  expect(server.subscriptions).toEqual([{ lastEventId: "2.b" }]);
});

test("a listener that is added later fetches events at once", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0.02);
  await using server = await startQueryServer();
  server.blockSockets(true);
  const client = createQueryClient({ url: server.url });
  const open = () =>
    new Promise<void>((resolve) => {
      client.onEvent({}, { onEvent: () => {}, onState: (state) => state === "polling" && resolve() });
    });
  await open();
  const polls = server.polls.length;

  await open();

  expect(server.polls.length - polls).toBeLessThanOrEqual(2);
  await client.close();
});

test("while neither WebSocket nor requests get through, a listener reconnects", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0.02);
  const server = await startQueryServer();
  await using feed = listenTo(server.url);
  await vi.waitFor(() => expect(feed.states).toContain("live"));

  await server[Symbol.asyncDispose]();
  await vi.waitFor(() => expect(feed.states).toContain("reconnecting"));
  await new Promise((resolve) => setTimeout(resolve, 200));

  expect(feed.states).toEqual(["connecting", "live", "reconnecting"]);
});

test.each([
  ["UNAUTHORIZED", NotSignedInError],
  ["FORBIDDEN", NotAllowedError],
] as const)("a listener whose request is rejected with %s stops", async (code, errorClass) => {
  await using server = await startQueryServer();
  server.blockSockets(true);
  server.rejectPolls(code);
  await using feed = listenTo(server.url);

  await vi.waitFor(() => expect(feed.states).toEqual(["connecting", "rejected"]));

  expect(feed.errors).toEqual([expect.any(errorClass)]);
});

test("a WebSocket that is neither opened nor refused is given up after ten seconds, twice", async () => {
  using feed = listenToFailing();

  await vi.advanceTimersByTimeAsync(19_000);
  expect(feed.states).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(feed.states).toEqual(["polling"]);

  feed.open();
  feed.start();
  expect(feed.states).toEqual(["polling", "live"]);
});

test("a request that fails after the WebSocket has opened leaves the listener live", async () => {
  using feed = listenToFailing();
  await vi.advanceTimersByTimeAsync(21_000);
  expect(feed.states).toEqual(["polling"]);
  const { promise, reject } = Promise.withResolvers<never>();
  feed.fetchNew.mockReturnValueOnce(promise);

  await vi.advanceTimersByTimeAsync(3_000);
  feed.open();
  feed.start();
  reject(new TRPCClientError("The connection was lost."));
  await vi.advanceTimersByTimeAsync(10_000);

  expect(feed.states).toEqual(["polling", "live"]);
});

test("a WebSocket that never opens is given up although the first request fails", async () => {
  using feed = listenToFailing();
  feed.fetchNew.mockRejectedValueOnce(new TRPCClientError("The connection was lost."));

  await vi.advanceTimersByTimeAsync(31_000);

  expect(feed.states).toEqual(["polling"]);
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

/** Listens to a fake API, whose subscription the test starts and ends. Time is fake, and delays are half the maximum. */
function listenToFailing() {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  const { api, subscribe, fetchNew } = createFakeApi();
  const status = createSocketStatus();
  const states: string[] = [];
  const getCallbacks = () => subscribe.mock.lastCall![1];

  return {
    stop: listen(api, status, {}, { onEvent: () => {}, onState: (state) => states.push(state) }),
    states,
    fetchNew,
    open: status.onOpen,
    start: () => getCallbacks().onStarted?.({ context: undefined }),
    fail: () => getCallbacks().onError?.(new TRPCClientError("The connection was lost.")),
    complete: () => getCallbacks().onComplete?.(),
    countSubscriptions: () => subscribe.mock.calls.length,
    [Symbol.dispose]: () => void vi.useRealTimers(),
  };
}

function createFakeApi() {
  const api = createTRPCClient<AppRouter>({ links: [] });
  const subscribe = vi.fn<(typeof api)["onEvent"]["subscribe"]>(() => ({ unsubscribe: () => {} }));

  const fetchNew = vi.fn(() => Promise.resolve({ cursor: "0.start", messages: [] }));

  return { api: { ...api, onEvent: { subscribe }, newEvents: { query: fetchNew } }, subscribe, fetchNew };
}
