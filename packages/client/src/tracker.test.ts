import { expect, test } from "vitest";
import { openAnalytics } from "./testing/open-analytics.ts";
import { startScriptedServer } from "./testing/scripted-server.ts";

test("an event carries its name, metadata and the time of tracking", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const before = new Date().toISOString();

  const id = client.analytics.track("search.performed", { query: "decaf", results: 3 });
  const after = new Date().toISOString();
  await client.analytics.flush();

  const [event] = server.batches[0]!.events;
  expect(event).toEqual({
    type: "track",
    id,
    name: "search.performed",
    metadata: { query: "decaf", results: 3 },
    timestamp: expect.any(String) as string,
  });
  expect(event!.timestamp >= before && event!.timestamp <= after).toBe(true);
});

test("events belong to the identified user until identify(null)", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  client.analytics.withContext({}, () => {
    client.analytics.track("user.confirmed");
    client.analytics.identify("ann");
    client.analytics.track("user.confirmed");
    client.analytics.track("user.confirmed", {}, { userId: "bob" });
    client.analytics.track("user.confirmed", {}, { userId: null });
    client.analytics.identify(null);
    client.analytics.track("user.confirmed");
  });
  await client.analytics.flush();

  const tracked = server.batches[0]!.events.filter(({ type }) => type === "track");
  expect(tracked.map(({ userId }) => userId)).toEqual([undefined, "ann", "bob", undefined, undefined]);
});

test("the caller can set the timestamp and the id", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const id = "019cbd1c-5d00-7000-8000-000000000001";

  client.analytics.track("user.confirmed", {}, { id, timestamp: new Date("2026-03-05T12:00:00Z") });
  await client.analytics.flush();

  expect(server.batches[0]!.events).toMatchObject([{ id, timestamp: "2026-03-05T12:00:00.000Z" }]);
});

test("later changes to the metadata object are not sent", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const metadata = { topic: "grinding" };

  client.analytics.track("support.ticket_opened", metadata);
  metadata.topic = "delivery";
  await client.analytics.flush();

  expect(server.batches[0]!.events).toMatchObject([{ metadata: { topic: "grinding" } }]);
});

test("metadata that contains itself is sent without that, invalid timestamps are not sent, and both are reported", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const loop: { topic: string; self?: unknown } = { topic: "loop" };
  loop.self = loop;

  const looped = client.analytics.track("support.ticket_opened", loop);
  const undated = client.analytics.track("user.confirmed", {}, { timestamp: new Date("no date") });
  await client.analytics.flush();

  expect(client.problems.map(({ code, eventIds }) => [code, ...eventIds])).toEqual([
    ["warning", looped],
    ["not_captured", undated],
  ]);
  expect(server.batches.flatMap(({ events }) => events)).toMatchObject([
    { id: looped, metadata: { topic: "loop" } },
  ]);
});

test("identify, alias and group send the traits of the user and the group", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  client.analytics.withContext({}, () => {
    client.analytics.identify("ann", { email: "ann@example.com" }, { signature: "5161" });
    client.analytics.alias("ann", "visitor-1", { signature: "5161" });
    client.analytics.group("company", "c_42", { seats: 12 });
  });
  await client.analytics.flush();

  const item = { id: expect.any(String) as string, timestamp: expect.any(String) as string };
  expect(server.batches[0]!.events).toEqual([
    { ...item, type: "identify", userId: "ann", signature: "5161", traits: { email: "ann@example.com" } },
    { ...item, type: "alias", userId: "ann", previousId: "visitor-1", signature: "5161" },
    {
      ...item,
      type: "group",
      userId: "ann",
      signature: "5161",
      groupType: "company",
      groupId: "c_42",
      traits: { seats: 12 },
    },
  ]);
});

test("a user's signature is not sent with events of another user", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  client.analytics.withContext({}, () => {
    client.analytics.identify("ann", {}, { signature: "5161" });
    client.analytics.track("user.confirmed");
    client.analytics.track("user.confirmed", {}, { userId: "bob" });
    client.analytics.track("user.confirmed", {}, { userId: null });
  });
  await client.analytics.flush();

  expect(server.batches[0]!.events.map(({ signature }) => signature)).toEqual([
    "5161",
    "5161",
    undefined,
    undefined,
  ]);
});

test("beforeSend can change and drop items, and an item is dropped if it throws", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url, {
    beforeSend(item) {
      if (item.name === "user.confirmed") return null;
      if (item.metadata?.topic === "broken") throw new Error("error in the app");
      return { ...item, metadata: { topic: "[removed]" } };
    },
  });

  client.analytics.track("user.confirmed");
  const broken = client.analytics.track("support.ticket_opened", { topic: "broken" });
  const changed = client.analytics.track("support.ticket_opened", { topic: "my card is 4242" });
  await client.analytics.flush();

  expect(server.batches[0]!.events).toMatchObject([{ id: changed, metadata: { topic: "[removed]" } }]);
  expect(client.problems).toMatchObject([{ code: "not_captured", eventIds: [broken] }]);
});
