import { expect, test } from "vitest";
import { openAnalytics } from "./testing/open-analytics.ts";
import { startScriptedServer } from "./testing/scripted-server.ts";

test("an event carries its name, metadata and the moment of tracking", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const before = new Date().toISOString();

  const id = client.analytics.track("search.performed", { query: "decaf", results: 3 });
  const after = new Date().toISOString();
  await client.analytics.flush();

  const [event] = server.batches[0]!.events;
  expect(event).toEqual({
    id,
    name: "search.performed",
    metadata: { query: "decaf", results: 3 },
    timestamp: expect.any(String) as string,
  });
  expect(event!.timestamp >= before && event!.timestamp <= after).toBe(true);
});

test("events belong to the identified user until they are forgotten", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  client.analytics.track("user.confirmed");
  client.analytics.identify("ann");
  client.analytics.track("user.confirmed");
  client.analytics.track("user.confirmed", {}, { userId: "bob" });
  client.analytics.track("user.confirmed", {}, { userId: null });
  client.analytics.identify(null);
  client.analytics.track("user.confirmed");
  await client.analytics.flush();

  expect(server.batches[0]!.events.map(({ userId }) => userId)).toEqual([
    undefined,
    "ann",
    "bob",
    undefined,
    undefined,
  ]);
});

test("the caller may say when it happened and under which id", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const id = "019cbd1c-5d00-7000-8000-000000000001";

  client.analytics.track("user.confirmed", {}, { id, timestamp: new Date("2026-03-05T12:00:00Z") });
  await client.analytics.flush();

  expect(server.batches[0]!.events).toMatchObject([{ id, timestamp: "2026-03-05T12:00:00.000Z" }]);
});

test("metadata that changes after tracking is sent as it was", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const metadata = { topic: "grinding" };

  client.analytics.track("support.ticket_opened", metadata);
  metadata.topic = "delivery";
  await client.analytics.flush();

  expect(server.batches[0]!.events).toMatchObject([{ metadata: { topic: "grinding" } }]);
});

test("what cannot be written as JSON is told and does not throw", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const loop: { topic: string; self?: unknown } = { topic: "loop" };
  loop.self = loop;

  const looped = client.analytics.track("support.ticket_opened", loop);
  const undated = client.analytics.track("user.confirmed", {}, { timestamp: new Date("no date") });
  await client.analytics.flush();

  expect(client.problems.map(({ code, eventIds }) => [code, ...eventIds])).toEqual([
    ["not_json", looped],
    ["not_json", undated],
  ]);
  expect(server.batches).toHaveLength(0);
});
