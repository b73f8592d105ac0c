import { createHmac } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import type { FastifyRequest } from "fastify";
import { fastify } from "fastify";
import { expect, test } from "vitest";
import { openAnalytics } from "../testing/open-analytics.ts";
import type { ScriptedServer } from "../testing/scripted-server.ts";
import {
  respondPerEvent,
  rejectWith,
  startScriptedServer,
  stored,
  storeAllAfter,
} from "../testing/scripted-server.ts";
import { signUserId } from "./index.ts";

const getItems = (server: ScriptedServer) => server.batches.flatMap(({ events }) => events);

test("the key is sent in a header, not in the body", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  client.analytics.track("user.confirmed");
  await client.analytics.flush();

  const [batch] = server.batches;
  expect(batch?.url).toBe("/ingest");
  expect(batch?.headers.authorization).toBe("Bearer sk_test");
  expect(batch?.headers["content-type"]).toBe("text/plain;charset=UTF-8");
  expect(batch?.key).toBeUndefined();
});

test("a batch holds 100 events", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  for (let count = 0; count < 250; count++) client.analytics.track("user.confirmed");
  await client.analytics.flush();

  expect(server.batches.map(({ events }) => events.length)).toEqual([100, 100, 50]);
});

test("outside a context, identify does not affect later events", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  client.analytics.identify("ann", { name: "Ann" });
  client.analytics.track("user.confirmed");
  await client.analytics.flush();

  expect(getItems(server)).toMatchObject([{ type: "identify", userId: "ann", traits: { name: "Ann" } }, {}]);
  expect(getItems(server)[1]).not.toHaveProperty("userId");
});

test("events in a context carry its user and session, also after asynchronous work", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const { analytics } = client;
  const work = (userId: string, pause: number) =>
    analytics.withContext({ userId, sessionId: `s_${userId}` }, async () => {
      await new Promise((resolve) => setTimeout(resolve, pause));
      analytics.track("user.confirmed");
      analytics.group("company", "c_1");
    });

  await Promise.all([work("ann", 20), work("bob", 5)]);
  await analytics.flush();

  expect(getItems(server)).toMatchObject([
    { type: "track", userId: "bob", sessionId: "s_bob" },
    { type: "group", userId: "bob" },
    { type: "track", userId: "ann", sessionId: "s_ann" },
    { type: "group", userId: "ann" },
  ]);
});

test("identify within a context applies until the context ends", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const { analytics } = client;

  analytics.withContext({ anonymousId: "v_1" }, () => {
    analytics.track("user.confirmed");
    analytics.identify("ann");
    analytics.track("user.confirmed");
  });
  analytics.track("user.confirmed");
  await analytics.flush();

  expect(getItems(server).map(({ type, userId, anonymousId }) => [type, userId, anonymousId])).toEqual([
    ["track", undefined, "v_1"],
    ["identify", "ann", "v_1"],
    ["track", "ann", "v_1"],
    ["track", undefined, undefined],
  ]);
});

test("later events in a context carry the user's groups", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const { analytics } = client;

  analytics.withContext({ userId: "ann" }, () => {
    analytics.group("company", "c_1");
    analytics.group("team", "t_7", { size: 3 });
    analytics.track("user.confirmed");
  });
  analytics.track("user.confirmed");
  await analytics.flush();

  const [, , within, outside] = getItems(server);
  expect(within?.metadata).toEqual({ groups: { company: "c_1", team: "t_7" } });
  expect(outside?.metadata ?? {}).toEqual({});
});

test("large bodies are compressed with Content-Encoding, small ones are not", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  client.analytics.track("support.ticket_opened", { topic: "x".repeat(5_000) });
  await client.analytics.flush();
  client.analytics.track("user.confirmed");
  await client.analytics.flush();

  expect(server.batches.map(({ headers }) => headers["content-encoding"])).toEqual(["gzip", undefined]);
  expect(server.batches.map(({ events }) => events.length)).toEqual([1, 1]);
});

test("two clients in one process do not share contexts", async () => {
  await using server = await startScriptedServer();
  await using one = openAnalytics(server.url);
  await using other = openAnalytics(server.url);

  one.analytics.withContext({ userId: "ann" }, () => other.analytics.track("user.confirmed"));
  await other.analytics.flush();

  expect(getItems(server)[0]).not.toHaveProperty("userId");
});

test("the Express middleware uses a user set later and removes the query from the path", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const app = express();
  app.use(
    client.analytics.express((request: express.Request) => ({
      userId: request.app.get("user") as string,
      sessionId: request.get("x-session"),
    })),
  );
  const orders = express.Router();
  orders.get("/:id", async (request, response) => {
    request.app.set("user", "ann");
    await Promise.resolve();
    client.analytics.track("user.confirmed");
    response.end();
  });
  app.use("/orders", orders);
  const shop = app.listen(0, "127.0.0.1");
  await once(shop, "listening");

  const { port } = shop.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}/orders/7?token=secret`, { headers: { "x-session": "s_1" } });
  await client.analytics.flush();
  shop.close();

  expect(getItems(server)).toMatchObject([
    { userId: "ann", sessionId: "s_1", metadata: { request: { method: "GET", path: "/orders/7" } } },
  ]);
});

test("the Fastify hook keeps the context while a large body is parsed", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const app = fastify();
  app.addHook(
    "preHandler",
    client.analytics.fastify((request: FastifyRequest) => ({
      userId: (request.body as { user: string }).user,
    })),
  );
  app.post("/orders", async (_request, reply) => {
    await Promise.resolve();
    client.analytics.track("user.confirmed");
    return reply.send({ ok: true });
  });
  const address = await app.listen({ port: 0, host: "127.0.0.1" });

  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ user: "ann", text: "x".repeat(200_000) });
  await fetch(`${address}/orders?token=secret`, { method: "POST", headers, body });
  await client.analytics.flush();
  await app.close();

  expect(getItems(server)).toMatchObject([
    { userId: "ann", metadata: { request: { method: "POST", path: "/orders" } } },
  ]);
});

test("a Remix loader runs in its context and returns its result", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const tracked = client.analytics.remix(async ({ request }) => {
    await Promise.resolve();
    return { userId: request.headers.get("x-user") };
  });
  const loader = tracked(({ params }: { request: Request; params: { id: string } }) => {
    client.analytics.track("user.confirmed", {});
    return { order: params.id };
  });

  const request = new Request("https://shop.example/orders/7?_data=x", { headers: { "x-user": "ann" } });
  const result = await loader({ request, params: { id: "7" } });
  await client.analytics.flush();

  expect(result).toEqual({ order: "7" });
  expect(getItems(server)).toMatchObject([
    { userId: "ann", metadata: { request: { method: "GET", path: "/orders/7" } } },
  ]);
});

test("a page view uses path and session of the context and reports a problem without them", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const { analytics } = client;
  const request = { method: "GET", path: "/beans" };

  const id = analytics.withContext({ request, sessionId: "s_1" }, () => analytics.page({ title: "Beans" }));
  const lost = analytics.page({ path: "/beans" });
  await analytics.flush();

  expect(getItems(server)).toMatchObject([
    { type: "page", id, path: "/beans", title: "Beans", sessionId: "s_1" },
  ]);
  expect(client.problems).toMatchObject([{ code: "not_captured", eventIds: [lost] }]);
});

test("waitUntil is called once for events tracked together, which are sent immediately", async () => {
  await using server = await startScriptedServer();
  const waits: Promise<unknown>[] = [];
  await using client = openAnalytics(server.url, { waitUntil: (sending) => waits.push(sending) });

  client.analytics.track("user.confirmed");
  client.analytics.track("user.confirmed");
  await Promise.all(waits);
  client.analytics.track("user.confirmed");
  await Promise.all(waits);

  expect(waits).toHaveLength(2);
  expect(server.batches.map(({ events }) => events.length)).toEqual([2, 1]);
});

test("waitUntil of the context takes precedence over the client's", async () => {
  await using server = await startScriptedServer();
  const waits: Promise<unknown>[] = [];
  await using client = openAnalytics(server.url, {
    waitUntil: () => {
      throw new Error("must not be called");
    },
  });

  const waitUntil = (sending: Promise<unknown>) => void waits.push(sending);
  client.analytics.withContext({ waitUntil }, () => client.analytics.track("user.confirmed"));
  await Promise.all(waits);

  expect(server.batches).toHaveLength(1);
});

test("10,000 events are queued while the server is down, and shutdown sends all of them", async () => {
  await using server = await startScriptedServer(
    rejectWith(503),
    respondPerEvent((index) => (index % 2 === 0 ? stored : { status: "failed", reason: "Not stored." })),
    storeAllAfter(5),
  );
  await using client = openAnalytics(server.url, { batchSize: 500 });
  const ids = Array.from({ length: 10_001 }, () => client.analytics.track("user.confirmed"));

  const { sent, dropped } = await client.analytics.shutdown(20_000);

  expect({ sent, dropped }).toEqual({ sent: 10_000, dropped: 1 });
  expect(client.problems).toMatchObject([{ code: "queue_full", eventIds: [ids[0]] }]);
  const arrived = new Set(getItems(server).map(({ id }) => id));
  expect(ids.slice(1).filter((id) => !arrived.has(id))).toEqual([]);
});

test("signUserId creates the HMAC that the server verifies", () => {
  expect(signUserId("ss_test", "ann")).toBe(createHmac("sha256", "ss_test").update("ann").digest("hex"));
});
