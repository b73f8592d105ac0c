import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openAnalytics } from "../testing/open-analytics.ts";
import type { ReceivedBatch } from "../testing/scripted-server.ts";
import { answerEach, refuse, startScriptedServer, takeAllAfter } from "../testing/scripted-server.ts";

const idsOf = (batch: ReceivedBatch | undefined) => batch?.events.map(({ id }) => id);

// No jitter: what may be tried again is tried again at once, unless the server asks for time.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

test("flush sends what is waiting in one request, in order", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const first = client.analytics.track("user.confirmed");
  const second = client.analytics.track("support.ticket_opened", { topic: "grinding" });

  expect(await client.analytics.flush()).toEqual({ waiting: 0 });

  expect(server.batches).toHaveLength(1);
  expect(idsOf(server.batches[0])).toEqual([first, second]);
});

test("flush without anything waiting sends nothing", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  expect(await client.analytics.flush()).toEqual({ waiting: 0 });

  expect(server.batches).toHaveLength(0);
});

test("a full batch is sent at once, the rest when it has waited long enough", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url, { batchSize: 3, flushIntervalMs: 50 });

  for (let count = 0; count < 4; count++) client.analytics.track("user.confirmed");
  await vi.waitFor(() => expect(server.batches).toHaveLength(2));

  expect(server.batches.map(({ events }) => events.length)).toEqual([3, 1]);
});

test("only one request is in flight at a time, and order is kept", async () => {
  await using server = await startScriptedServer(takeAllAfter(30), takeAllAfter(30), takeAllAfter(30));
  await using client = openAnalytics(server.url, { batchSize: 2 });

  const ids = Array.from({ length: 6 }, () => client.analytics.track("user.confirmed"));
  await client.analytics.flush();

  expect(server.batches.flatMap(idsOf)).toEqual(ids);
  expect(server.mostAtOnce()).toBe(1);
});

test.each([
  ["503", refuse(503)],
  ["500", refuse(500)],
  ["429", refuse(429)],
  ["408", refuse(408)],
  ["a cut connection", () => "hang up" as const],
  ["a page instead of results", () => ({ status: 200, body: "<html>Sign in to the network</html>" })],
])("after %s the same events are sent again under the same ids, with a new sentAt", async (_, failure) => {
  await using server = await startScriptedServer(failure);
  await using client = openAnalytics(server.url);
  client.analytics.track("user.confirmed");
  client.analytics.track("user.confirmed");

  await client.analytics.flush();
  await vi.waitFor(() => expect(server.batches).toHaveLength(2));

  expect(server.batches[1]?.events).toEqual(server.batches[0]?.events);
  expect(server.batches[1]!.sentAt >= server.batches[0]!.sentAt).toBe(true);
  expect(client.problems).toEqual([]);
});

test("flush answers how many events are left for later when the server cannot take them", async () => {
  await using server = await startScriptedServer(refuse(503, { "retry-after": "60" }));
  await using client = openAnalytics(server.url);
  client.analytics.track("user.confirmed");

  expect(await client.analytics.flush()).toEqual({ waiting: 1 });
});

test("Retry-After is waited for, also by flush", async () => {
  await using server = await startScriptedServer(refuse(429, { "retry-after": "0.4" }));
  await using client = openAnalytics(server.url);
  client.analytics.track("user.confirmed");

  await client.analytics.flush();
  await client.analytics.flush();
  await vi.waitFor(() => expect(server.batches).toHaveLength(2));

  expect(server.batches[1]!.receivedAt - server.batches[0]!.receivedAt).toBeGreaterThan(380);
});

test("events tracked while the server is away do not shorten the wait", async () => {
  await using server = await startScriptedServer(refuse(503, { "retry-after": "0.3" }));
  await using client = openAnalytics(server.url, { batchSize: 2 });
  client.analytics.track("user.confirmed");
  await client.analytics.flush();

  for (let count = 0; count < 5; count++) client.analytics.track("user.confirmed");
  await vi.waitFor(() => expect(server.batches.length).toBeGreaterThan(1));

  expect(server.batches[1]!.receivedAt - server.batches[0]!.receivedAt).toBeGreaterThan(280);
});

test("of a partly stored batch only the events with the status retry are sent again", async () => {
  await using server = await startScriptedServer(
    answerEach((index) => (["ok", "retry", "duplicate", "drop", "retry"] as const)[index]!, "too deep"),
  );
  await using client = openAnalytics(server.url);
  const ids = Array.from({ length: 5 }, () => client.analytics.track("user.confirmed"));

  await client.analytics.flush();
  await vi.waitFor(() => expect(server.batches).toHaveLength(2));

  expect(idsOf(server.batches[1])).toEqual([ids[1], ids[4]]);
  expect(client.problems).toEqual([{ code: "rejected", message: "too deep", eventIds: [ids[3]] }]);
});

test("a remark of the server is told, and the event is not sent again", async () => {
  await using server = await startScriptedServer(answerEach(() => "warning", "Not in the catalog."));
  await using client = openAnalytics(server.url);
  const id = client.analytics.track("user.confirmed");

  await client.analytics.flush();
  await client.analytics.flush();

  expect(client.problems).toEqual([{ code: "warning", message: "Not in the catalog.", eventIds: [id] }]);
  expect(server.batches).toHaveLength(1);
});

test("413 halves the batch until it fits", async () => {
  const atMost = (most: number) => (batch: ReceivedBatch) =>
    batch.events.length > most ? refuse(413)() : answerEach(() => "ok")(batch);
  await using server = await startScriptedServer(...Array.from({ length: 20 }, () => atMost(2)));
  await using client = openAnalytics(server.url);
  const ids = Array.from({ length: 8 }, () => client.analytics.track("user.confirmed"));

  await client.analytics.flush();

  expect(server.batches.map(({ events }) => events.length)).toEqual([8, 4, 2, 2, 2, 2]);
  expect(server.batches.slice(2).flatMap(idsOf)).toEqual(ids);
  expect(client.problems).toEqual([]);
});

test("413 for a single event drops it and goes on with the next", async () => {
  await using server = await startScriptedServer(refuse(413), refuse(413));
  await using client = openAnalytics(server.url);
  const [large, small] = [client.analytics.track("user.confirmed"), client.analytics.track("user.confirmed")];

  await client.analytics.flush();

  expect(client.problems).toEqual([{ code: "rejected", message: "Refused with 413.", eventIds: [large] }]);
  expect(idsOf(server.batches[2])).toEqual([small]);
});

test.each([401, 403])("%i stops everything and is told once", async (status) => {
  await using server = await startScriptedServer(refuse(status));
  await using client = openAnalytics(server.url, { batchSize: 1 });
  const id = client.analytics.track("user.confirmed");

  await client.analytics.flush();
  client.analytics.track("user.confirmed");
  await client.analytics.flush();

  expect(server.batches).toHaveLength(1);
  expect(client.problems).toEqual([
    { code: "key_refused", message: `Refused with ${status}.`, eventIds: [id] },
  ]);
});

test("another refusal drops the batch, tells it, and goes on", async () => {
  await using server = await startScriptedServer(refuse(400));
  await using client = openAnalytics(server.url);
  const bad = client.analytics.track("user.confirmed");
  await client.analytics.flush();
  const good = client.analytics.track("user.confirmed");
  await client.analytics.flush();

  expect(client.problems).toEqual([{ code: "rejected", message: "Refused with 400.", eventIds: [bad] }]);
  expect(idsOf(server.batches[1])).toEqual([good]);
});

test("an event is given up after ten answers that it cannot be taken now", async () => {
  await using server = await startScriptedServer(...Array.from({ length: 12 }, () => refuse(500)));
  await using client = openAnalytics(server.url);
  const id = client.analytics.track("user.confirmed");

  await client.analytics.flush();
  await vi.waitFor(() => expect(client.problems).not.toEqual([]));

  expect(server.batches).toHaveLength(10);
  expect(client.problems).toEqual([{ code: "gave_up", message: "Refused with 500.", eventIds: [id] }]);
});

test("attempts that nobody answers are not counted: a server that was away gets what waited", async () => {
  const away = Array.from({ length: 15 }, () => () => "hang up" as const);
  await using server = await startScriptedServer(...away);
  await using client = openAnalytics(server.url);
  const id = client.analytics.track("user.confirmed");

  await client.analytics.flush();
  await vi.waitFor(() => expect(server.batches).toHaveLength(16), { timeout: 5_000 });
  await client.analytics.flush();

  expect(idsOf(server.batches[15])).toEqual([id]);
  expect(client.problems).toEqual([]);
});

test("an event that nobody could be told of for twelve hours is given up", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  await using server = await startScriptedServer(
    ...Array.from({ length: 100 }, () => () => "hang up" as const),
  );
  await using client = openAnalytics(server.url);
  const id = client.analytics.track("user.confirmed");

  await client.analytics.flush();
  vi.advanceTimersByTime(12 * 60 * 60 * 1_000);
  await client.analytics.flush();

  vi.useRealTimers();
  expect(client.problems).toMatchObject([{ code: "gave_up", eventIds: [id] }]);
});

test("results belong to events by their place, also when an id is sent twice or answered in another case", async () => {
  const id = "019CBD1C-5D00-7000-8000-00000000000A";
  await using server = await startScriptedServer(() => ({
    status: 200,
    body: {
      results: [
        { id: id.toLowerCase(), status: "ok" },
        { id, status: "drop", message: "too deep" },
      ],
    },
  }));
  await using client = openAnalytics(server.url);
  client.analytics.track("user.confirmed", {}, { id });
  client.analytics.track("user.confirmed", {}, { id });

  expect(await client.analytics.flush()).toEqual({ waiting: 0 });

  expect(server.batches).toHaveLength(1);
  expect(client.problems).toEqual([{ code: "rejected", message: "too deep", eventIds: [id] }]);
});

test("an event whose result is missing, or another's, is sent again", async () => {
  await using server = await startScriptedServer(({ events: [first, , third] }) => ({
    status: 200,
    body: {
      results: [
        { id: first?.id, status: "ok" },
        { id: third?.id, status: "ok" },
      ],
    },
  }));
  await using client = openAnalytics(server.url);
  const ids = Array.from({ length: 3 }, () => client.analytics.track("user.confirmed"));

  await client.analytics.flush();
  await vi.waitFor(() => expect(server.batches).toHaveLength(2));

  expect(idsOf(server.batches[1])).toEqual(ids.slice(1));
});

test("a full queue drops its oldest events and tells each", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url, { queueLimit: 2 });
  const ids = Array.from({ length: 4 }, () => client.analytics.track("user.confirmed"));

  await client.analytics.flush();

  expect(idsOf(server.batches[0])).toEqual(ids.slice(2));
  expect(client.problems.map(({ code, eventIds }) => [code, ...eventIds])).toEqual([
    ["queue_full", ids[0]],
    ["queue_full", ids[1]],
  ]);
});

test("a batch never grows beyond what the server takes in one request", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  for (let count = 0; count < 30; count++) {
    client.analytics.track("support.ticket_opened", { topic: "x".repeat(30_000) });
  }

  await client.analytics.flush();

  expect(server.batches.map(({ events }) => events.length)).toEqual([14, 14, 2]);
});

test("closing sends what is waiting and says how much arrived", async () => {
  await using server = await startScriptedServer(refuse(503));
  await using client = openAnalytics(server.url);
  for (let count = 0; count < 3; count++) client.analytics.track("user.confirmed");

  expect(await client.analytics.close()).toEqual({ sent: 3, dropped: 0 });

  expect(server.batches).toHaveLength(2);
});

test("shutdown waits for the request in flight and counts its events", async () => {
  await using server = await startScriptedServer(takeAllAfter(80));
  await using client = openAnalytics(server.url, { batchSize: 2 });
  for (let count = 0; count < 3; count++) client.analytics.track("user.confirmed");

  expect(await client.analytics.shutdown(2_000)).toEqual({ sent: 3, dropped: 0 });
});

test("shutdown gives up when its time is over and tells what was lost", async () => {
  await using server = await startScriptedServer(() => "never answer");
  await using client = openAnalytics(server.url);
  const id = client.analytics.track("user.confirmed");
  const started = performance.now();

  expect(await client.analytics.shutdown(100)).toEqual({ sent: 0, dropped: 1 });

  expect(performance.now() - started).toBeLessThan(1_000);
  expect(client.problems).toMatchObject([{ code: "closed", eventIds: [id] }]);
});

test("after closing nothing more is sent, and tracking says so", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  await client.analytics.close();

  const id = client.analytics.track("user.confirmed");

  expect(await client.analytics.flush()).toEqual({ waiting: 0 });
  expect(await client.analytics.shutdown()).toEqual({ sent: 0, dropped: 0 });
  expect(server.batches).toHaveLength(0);
  expect(client.problems).toMatchObject([{ code: "closed", eventIds: [id] }]);
});

test("a callback that throws does not disturb the delivery", async () => {
  await using server = await startScriptedServer(refuse(400));
  await using client = openAnalytics(server.url, {
    onError: () => {
      throw new Error("the app's own mistake");
    },
  });

  client.analytics.track("user.confirmed");
  await client.analytics.flush();
  client.analytics.track("user.confirmed");

  expect(await client.analytics.flush()).toEqual({ waiting: 0 });
  expect(server.batches).toHaveLength(2);
});
