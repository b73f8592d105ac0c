import type { LiveMessage } from "@admin-events/api";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sampleEvent } from "./sample-events.ts";
import type { Connection, LiveSource } from "./stream-events.ts";
import { streamEvents } from "./stream-events.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("it begins where the history ended and is live with the first message", () => {
  const feed = openStream();

  feed.say("c1", { type: "heartbeat" });
  feed.say("c2", { type: "events", events: [sampleEvent(1)], announced: false });

  expect(feed.inputs).toEqual([{ name: "user.*", lastEventId: "history" }]);
  expect(feed.seen).toEqual(["event-1"]);
  expect(feed.connections.at(-1)).toBe("live");
});

test("a subscription that the server ended begins again after the last message", () => {
  const feed = openStream();
  feed.say("c1", { type: "events", events: [sampleEvent(1)], announced: false });

  feed.callbacks().onComplete();
  expect(feed.connections.at(-1)).toBe("reconnecting");
  vi.advanceTimersByTime(1_000);
  feed.say("c2", { type: "heartbeat" });

  expect(feed.inputs[1]).toEqual({ name: "user.*", lastEventId: "c1" });
  expect(feed.connections.at(-1)).toBe("live");
});

test("failures are tried again ever more slowly", () => {
  const feed = openStream();

  feed.callbacks().onError(new Error("boom"));
  vi.advanceTimersByTime(500);
  feed.callbacks().onError(new Error("boom"));
  vi.advanceTimersByTime(499);
  expect(feed.inputs).toHaveLength(2);
  vi.advanceTimersByTime(501);

  expect(feed.inputs).toHaveLength(3);
  expect(feed.connections.at(-1)).toBe("connecting");
});

test.each(["UNAUTHORIZED", "FORBIDDEN"])("after %s it says so and does not come back", (code) => {
  const feed = openStream();

  feed.callbacks().onError(Object.assign(new Error("Sign in again."), { data: { code } }));
  vi.advanceTimersByTime(120_000);

  expect(feed.connections.at(-1)).toBe("ended");
  expect(feed.inputs).toHaveLength(1);
});

test("a lost socket is told as such, and a resync asks for the history", () => {
  const feed = openStream();
  feed.say("c1", { type: "heartbeat" });

  feed.callbacks().onConnectionStateChange({ state: "connecting" });
  expect(feed.connections.at(-1)).toBe("reconnecting");
  feed.callbacks().onConnectionStateChange({ state: "pending" });
  expect(feed.connections.at(-1)).toBe("reconnecting");
  feed.say("c2", { type: "resync" });

  expect(feed.resyncs).toBe(1);
});

test("after the end nothing begins again", () => {
  const feed = openStream();

  feed.callbacks().onComplete();
  feed.stop();
  vi.advanceTimersByTime(120_000);

  expect(feed.inputs).toHaveLength(1);
});

function openStream() {
  type Subscribe = LiveSource<{ name: string }>["subscribe"];
  const inputs: unknown[] = [];
  const seen: string[] = [];
  const connections: Connection[] = [];
  let callbacks: Parameters<Subscribe>[1] | undefined;
  const subscribe: Subscribe = (input, given) => {
    inputs.push(input);
    callbacks = given;
    return { unsubscribe: () => given.onComplete() };
  };
  const feed = {
    inputs,
    seen,
    connections,
    resyncs: 0,
    callbacks: () => callbacks!,
    say: (id: string, data: LiveMessage) => callbacks?.onData({ id, data }),
    stop: streamEvents({
      source: { subscribe },
      filter: { name: "user.*" },
      after: "history",
      onEvent: ({ id }) => seen.push(id),
      onResync: () => feed.resyncs++,
      onConnection: (connection) => connections.push(connection),
    }),
  };
  return feed;
}
