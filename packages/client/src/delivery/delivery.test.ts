import type { ItemOutcome } from "@admin-events/contract";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openAnalytics } from "../testing/open-analytics.ts";
import type { ReceivedBatch } from "../testing/scripted-server.ts";
import {
  respondPerEvent,
  rejectWith,
  startScriptedServer,
  stored,
  storeAllAfter,
} from "../testing/scripted-server.ts";

const failed: ItemOutcome = { status: "failed", reason: "Not stored." };
const getIds = (batch: ReceivedBatch | undefined) => batch?.events.map(({ id }) => id);

// No jitter, so that retries are immediate unless the server requests a pause.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

test("flush sends all queued events in one request, in order", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const first = client.analytics.track("user.confirmed");
  const second = client.analytics.track("support.ticket_opened", { topic: "grinding" });

  expect(await client.analytics.flush()).toEqual({ waiting: 0 });

  expect(server.batches).toHaveLength(1);
  expect(getIds(server.batches[0])).toEqual([first, second]);
});

test("flush with an empty queue sends no request", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  expect(await client.analytics.flush()).toEqual({ waiting: 0 });

  expect(server.batches).toHaveLength(0);
});

test("a full batch is sent immediately, the rest after the flush interval", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url, { batchSize: 3, flushIntervalMs: 50 });

  for (let count = 0; count < 4; count++) client.analytics.track("user.confirmed");
  await vi.waitFor(() => expect(server.batches).toHaveLength(2));

  expect(server.batches.map(({ events }) => events.length)).toEqual([3, 1]);
});

test("only one request is in flight at a time and events keep their order", async () => {
  await using server = await startScriptedServer(storeAllAfter(30), storeAllAfter(30), storeAllAfter(30));
  await using client = openAnalytics(server.url, { batchSize: 2 });

  const ids = Array.from({ length: 6 }, () => client.analytics.track("user.confirmed"));
  await client.analytics.flush();

  expect(server.batches.flatMap(getIds)).toEqual(ids);
  expect(server.getMaxConcurrent()).toBe(1);
});

test.each([
  ["503", rejectWith(503)],
  ["500", rejectWith(500)],
  ["429", rejectWith(429)],
  ["408", rejectWith(408)],
  ["a closed connection", () => "close connection" as const],
  ["an HTML response", () => ({ status: 200, body: "<html>Sign in to the network</html>" })],
])("after %s the same events are sent again with the same ids and a new sentAt", async (_, failure) => {
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

test("flush returns how many events are still queued after a failed attempt", async () => {
  await using server = await startScriptedServer(rejectWith(503, { "retry-after": "60" }));
  await using client = openAnalytics(server.url);
  client.analytics.track("user.confirmed");

  expect(await client.analytics.flush()).toEqual({ waiting: 1 });
});

test("flush waits for Retry-After", async () => {
  await using server = await startScriptedServer(rejectWith(429, { "retry-after": "0.4" }));
  await using client = openAnalytics(server.url);
  client.analytics.track("user.confirmed");

  await client.analytics.flush();
  await client.analytics.flush();
  await vi.waitFor(() => expect(server.batches).toHaveLength(2));

  expect(server.batches[1]!.receivedAt - server.batches[0]!.receivedAt).toBeGreaterThan(380);
});

test("events tracked during a pause do not shorten it", async () => {
  await using server = await startScriptedServer(rejectWith(503, { "retry-after": "0.3" }));
  await using client = openAnalytics(server.url, { batchSize: 2 });
  client.analytics.track("user.confirmed");
  await client.analytics.flush();

  for (let count = 0; count < 5; count++) client.analytics.track("user.confirmed");
  await vi.waitFor(() => expect(server.batches.length).toBeGreaterThan(1));

  expect(server.batches[1]!.receivedAt - server.batches[0]!.receivedAt).toBeGreaterThan(280);
});

test("only the events with the status failed are sent again", async () => {
  const duplicate: ItemOutcome = { status: "stored", duplicate: true, warnings: [] };
  const rejected: ItemOutcome = { status: "rejected", path: "metadata", reason: "too deep" };
  await using server = await startScriptedServer(
    respondPerEvent((index) => [stored, failed, duplicate, rejected, failed][index]!),
  );
  await using client = openAnalytics(server.url);
  const ids = Array.from({ length: 5 }, () => client.analytics.track("user.confirmed"));

  await client.analytics.flush();
  await vi.waitFor(() => expect(server.batches).toHaveLength(2));

  expect(getIds(server.batches[1])).toEqual([ids[1], ids[4]]);
  expect(client.problems).toEqual([{ code: "rejected", message: "too deep", eventIds: [ids[3]] }]);
});

test("a warning is reported and the event is not sent again", async () => {
  await using server = await startScriptedServer(
    respondPerEvent(() => ({ ...stored, warnings: ["Not in the catalog.", "More than 30 days old."] })),
  );
  await using client = openAnalytics(server.url);
  const id = client.analytics.track("user.confirmed");

  await client.analytics.flush();
  await client.analytics.flush();

  expect(client.problems).toEqual([
    { code: "warning", message: "Not in the catalog. More than 30 days old.", eventIds: [id] },
  ]);
  expect(server.batches).toHaveLength(1);
});

test("an event with a status of a later version is not sent again", async () => {
  await using server = await startScriptedServer(({ events }) => ({
    status: 200,
    body: { results: events.map(({ id }) => ({ id, status: "deferred" })) },
  }));
  await using client = openAnalytics(server.url);
  client.analytics.track("user.confirmed");

  expect(await client.analytics.flush()).toEqual({ waiting: 0 });

  expect(client.problems).toEqual([]);
  expect(server.batches).toHaveLength(1);
});

test("413 halves the batch until the server accepts it", async () => {
  const acceptAtMost = (max: number) => (batch: ReceivedBatch) =>
    batch.events.length > max ? rejectWith(413)() : respondPerEvent(() => stored)(batch);
  await using server = await startScriptedServer(...Array.from({ length: 20 }, () => acceptAtMost(2)));
  await using client = openAnalytics(server.url);
  const ids = Array.from({ length: 8 }, () => client.analytics.track("user.confirmed"));

  await client.analytics.flush();

  expect(server.batches.map(({ events }) => events.length)).toEqual([8, 4, 2, 2, 2, 2]);
  expect(server.batches.slice(2).flatMap(getIds)).toEqual(ids);
  expect(client.problems).toEqual([]);
});

test("413 for a single event drops it and continues with the next", async () => {
  await using server = await startScriptedServer(rejectWith(413), rejectWith(413));
  await using client = openAnalytics(server.url);
  const [large, small] = [client.analytics.track("user.confirmed"), client.analytics.track("user.confirmed")];

  await client.analytics.flush();

  expect(client.problems).toEqual([{ code: "rejected", message: "Rejected with 413.", eventIds: [large] }]);
  expect(getIds(server.batches[2])).toEqual([small]);
});

test.each([401, 403])("%i stops the client and is reported once", async (status) => {
  await using server = await startScriptedServer(rejectWith(status));
  await using client = openAnalytics(server.url, { batchSize: 1 });
  const id = client.analytics.track("user.confirmed");

  await client.analytics.flush();
  client.analytics.track("user.confirmed");
  await client.analytics.flush();

  expect(server.batches).toHaveLength(1);
  expect(client.problems).toEqual([
    { code: "key_rejected", message: `Rejected with ${status}.`, eventIds: [id] },
  ]);
});

test("another 4xx drops and reports the batch and continues", async () => {
  await using server = await startScriptedServer(rejectWith(400));
  await using client = openAnalytics(server.url);
  const bad = client.analytics.track("user.confirmed");
  await client.analytics.flush();
  const good = client.analytics.track("user.confirmed");
  await client.analytics.flush();

  expect(client.problems).toEqual([{ code: "rejected", message: "Rejected with 400.", eventIds: [bad] }]);
  expect(getIds(server.batches[1])).toEqual([good]);
});

test("an event is dropped after ten failed responses", async () => {
  await using server = await startScriptedServer(...Array.from({ length: 12 }, () => rejectWith(500)));
  await using client = openAnalytics(server.url);
  const id = client.analytics.track("user.confirmed");

  await client.analytics.flush();
  await vi.waitFor(() => expect(client.problems).not.toEqual([]));

  expect(server.batches).toHaveLength(10);
  expect(client.problems).toEqual([{ code: "gave_up", message: "Rejected with 500.", eventIds: [id] }]);
});

test("attempts without a response are not counted, so a server that was down gets the queued events", async () => {
  const closedConnections = Array.from({ length: 15 }, () => () => "close connection" as const);
  await using server = await startScriptedServer(...closedConnections);
  await using client = openAnalytics(server.url);
  const id = client.analytics.track("user.confirmed");

  await client.analytics.flush();
  await vi.waitFor(() => expect(server.batches).toHaveLength(16));
  await client.analytics.flush();

  expect(getIds(server.batches[15])).toEqual([id]);
  expect(client.problems).toEqual([]);
});

test("an event is dropped after twelve hours without a response", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  await using server = await startScriptedServer(
    ...Array.from({ length: 100 }, () => () => "close connection" as const),
  );
  await using client = openAnalytics(server.url);
  const id = client.analytics.track("user.confirmed");

  await client.analytics.flush();
  vi.advanceTimersByTime(12 * 60 * 60 * 1_000);
  await client.analytics.flush();

  vi.useRealTimers();
  expect(client.problems).toMatchObject([{ code: "gave_up", eventIds: [id] }]);
});

test("results match events by index, even with duplicate ids or ids in another case", async () => {
  const id = "019CBD1C-5D00-7000-8000-00000000000A";
  await using server = await startScriptedServer(() => ({
    status: 200,
    body: {
      results: [
        { id: id.toLowerCase(), ...stored },
        { id, status: "rejected", path: "metadata", reason: "too deep" },
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

test("an event is sent again if its result is missing or has another id", async () => {
  await using server = await startScriptedServer(({ events: [first, , third] }) => ({
    status: 200,
    body: {
      results: [
        { id: first?.id, ...stored },
        { id: third?.id, ...stored },
      ],
    },
  }));
  await using client = openAnalytics(server.url);
  const ids = Array.from({ length: 3 }, () => client.analytics.track("user.confirmed"));

  await client.analytics.flush();
  await vi.waitFor(() => expect(server.batches).toHaveLength(2));

  expect(getIds(server.batches[1])).toEqual(ids.slice(1));
});

test("a full queue drops and reports its oldest events", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url, { queueLimit: 2 });
  const ids = Array.from({ length: 4 }, () => client.analytics.track("user.confirmed"));

  await client.analytics.flush();

  expect(getIds(server.batches[0])).toEqual(ids.slice(2));
  expect(client.problems.map(({ code, eventIds }) => [code, ...eventIds])).toEqual([
    ["queue_full", ids[0]],
    ["queue_full", ids[1]],
  ]);
});

test("a batch never exceeds the maximum request size of the server", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  for (let count = 0; count < 30; count++) {
    client.analytics.track("support.ticket_opened", { topic: "x".repeat(30_000) });
  }

  await client.analytics.flush();

  expect(server.batches.map(({ events }) => events.length)).toEqual([14, 14, 2]);
});

test("close sends queued events with retries and returns how many were stored", async () => {
  await using server = await startScriptedServer(rejectWith(503));
  await using client = openAnalytics(server.url);
  for (let count = 0; count < 3; count++) client.analytics.track("user.confirmed");

  expect(await client.analytics.close()).toEqual({ sent: 3, dropped: 0 });

  expect(server.batches).toHaveLength(2);
});

test("shutdown waits for the request in flight and counts its events", async () => {
  await using server = await startScriptedServer(storeAllAfter(80));
  await using client = openAnalytics(server.url, { batchSize: 2 });
  for (let count = 0; count < 3; count++) client.analytics.track("user.confirmed");

  expect(await client.analytics.shutdown(2_000)).toEqual({ sent: 3, dropped: 0 });
});

test("shutdown stops after its timeout and reports the dropped events", async () => {
  await using server = await startScriptedServer(() => "never respond");
  await using client = openAnalytics(server.url);
  const id = client.analytics.track("user.confirmed");
  const started = performance.now();

  expect(await client.analytics.shutdown(100)).toEqual({ sent: 0, dropped: 1 });

  expect(performance.now() - started).toBeLessThan(1_000);
  expect(client.problems).toMatchObject([{ code: "closed", eventIds: [id] }]);
});

test("events tracked after close are not sent and are reported", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  await client.analytics.close();

  const id = client.analytics.track("user.confirmed");

  expect(await client.analytics.flush()).toEqual({ waiting: 0 });
  expect(await client.analytics.shutdown()).toEqual({ sent: 0, dropped: 0 });
  expect(server.batches).toHaveLength(0);
  expect(client.problems).toMatchObject([{ code: "closed", eventIds: [id] }]);
});

test("an error in onError does not affect delivery", async () => {
  await using server = await startScriptedServer(rejectWith(400));
  await using client = openAnalytics(server.url, {
    onError: () => {
      throw new Error("error in the app");
    },
  });

  client.analytics.track("user.confirmed");
  await client.analytics.flush();
  client.analytics.track("user.confirmed");

  expect(await client.analytics.flush()).toEqual({ waiting: 0 });
  expect(server.batches).toHaveLength(2);
});
