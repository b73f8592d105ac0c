import { createHmac } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import type { FastifyRequest } from "fastify";
import { fastify } from "fastify";
import { expect, test } from "vitest";
import { openAnalytics } from "../testing/open-analytics.ts";
import type { ScriptedServer } from "../testing/scripted-server.ts";
import { answerEach, refuse, startScriptedServer, takeAllAfter } from "../testing/scripted-server.ts";
import { signUserId } from "./index.ts";

const itemsOf = (server: ScriptedServer) => server.batches.flatMap(({ events }) => events);

test("a server sends its key in a header, not in the body", async () => {
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

test("a server's batch holds a hundred events", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  for (let count = 0; count < 250; count++) client.analytics.track("user.confirmed");
  await client.analytics.flush();

  expect(server.batches.map(({ events }) => events.length)).toEqual([100, 100, 50]);
});

test("outside a request nobody is remembered: what identify names is nobody's but that item's", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  client.analytics.identify("ann", { name: "Ann" });
  client.analytics.track("user.confirmed");
  await client.analytics.flush();

  expect(itemsOf(server)).toMatchObject([{ type: "identify", userId: "ann", traits: { name: "Ann" } }, {}]);
  expect(itemsOf(server)[1]).not.toHaveProperty("userId");
});

test("what is tracked on somebody's behalf is theirs, through everything that is waited for", async () => {
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

  expect(itemsOf(server)).toMatchObject([
    { type: "track", userId: "bob", sessionId: "s_bob" },
    { type: "group", userId: "bob" },
    { type: "track", userId: "ann", sessionId: "s_ann" },
    { type: "group", userId: "ann" },
  ]);
});

test("whom identify names within a context stays so until its end, and no longer", async () => {
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

  expect(itemsOf(server).map(({ type, userId, anonymousId }) => [type, userId, anonymousId])).toEqual([
    ["track", undefined, "v_1"],
    ["identify", "ann", "v_1"],
    ["track", "ann", "v_1"],
    ["track", undefined, undefined],
  ]);
});

test("within a context later events say to which groups the user belongs", async () => {
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

  const [, , within, outside] = itemsOf(server);
  expect(within?.metadata).toEqual({ groups: { company: "c_1", team: "t_7" } });
  expect(outside?.metadata ?? {}).toEqual({});
});

test("a large body is compressed and says so, a small one is sent as it is", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);

  client.analytics.track("support.ticket_opened", { topic: "x".repeat(5_000) });
  await client.analytics.flush();
  client.analytics.track("user.confirmed");
  await client.analytics.flush();

  expect(server.batches.map(({ headers }) => headers["content-encoding"])).toEqual(["gzip", undefined]);
  expect(server.batches.map(({ events }) => events.length)).toEqual([1, 1]);
});

test("two clients in one process know nothing of each other's contexts", async () => {
  await using server = await startScriptedServer();
  await using one = openAnalytics(server.url);
  await using other = openAnalytics(server.url);

  one.analytics.withContext({ userId: "ann" }, () => other.analytics.track("user.confirmed"));
  await other.analytics.flush();

  expect(itemsOf(server)[0]).not.toHaveProperty("userId");
});

test("with Express the user may be found after the middleware, and the path is without its query", async () => {
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

  expect(itemsOf(server)).toMatchObject([
    { userId: "ann", sessionId: "s_1", metadata: { request: { method: "GET", path: "/orders/7" } } },
  ]);
});

test("with Fastify the context lasts through a body that comes in pieces", async () => {
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

  expect(itemsOf(server)).toMatchObject([
    { userId: "ann", metadata: { request: { method: "POST", path: "/orders" } } },
  ]);
});

test("with Remix a loader knows the user that was found before it, and its answer comes through", async () => {
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
  const answer = await loader({ request, params: { id: "7" } });
  await client.analytics.flush();

  expect(answer).toEqual({ order: "7" });
  expect(itemsOf(server)).toMatchObject([
    { userId: "ann", metadata: { request: { method: "GET", path: "/orders/7" } } },
  ]);
});

test("a page view takes its path and session from the request, and says so when there is none", async () => {
  await using server = await startScriptedServer();
  await using client = openAnalytics(server.url);
  const { analytics } = client;
  const request = { method: "GET", path: "/beans" };

  const id = analytics.withContext({ request, sessionId: "s_1" }, () => analytics.page({ title: "Beans" }));
  const lost = analytics.page({ path: "/beans" });
  await analytics.flush();

  expect(itemsOf(server)).toMatchObject([
    { type: "page", id, path: "/beans", title: "Beans", sessionId: "s_1" },
  ]);
  expect(client.problems).toMatchObject([{ code: "not_captured", eventIds: [lost] }]);
});

test("a serverless platform is asked once to wait for what is tracked together, and gets it sent at once", async () => {
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

test("a request that brings its own way to wait goes before the platform's", async () => {
  await using server = await startScriptedServer();
  const waits: Promise<unknown>[] = [];
  await using client = openAnalytics(server.url, {
    waitUntil: () => {
      throw new Error("not asked");
    },
  });

  const waitUntil = (sending: Promise<unknown>) => void waits.push(sending);
  client.analytics.withContext({ waitUntil }, () => client.analytics.track("user.confirmed"));
  await Promise.all(waits);

  expect(server.batches).toHaveLength(1);
});

test("ten thousand events wait while the server is away, and shutting down brings them all", async () => {
  await using server = await startScriptedServer(
    refuse(503),
    answerEach((index) => (index % 2 === 0 ? "ok" : "retry")),
    takeAllAfter(5),
  );
  await using client = openAnalytics(server.url, { batchSize: 500 });
  const ids = Array.from({ length: 10_001 }, () => client.analytics.track("user.confirmed"));

  const { sent, dropped } = await client.analytics.shutdown(20_000);

  expect({ sent, dropped }).toEqual({ sent: 10_000, dropped: 1 });
  expect(client.problems).toMatchObject([{ code: "queue_full", eventIds: [ids[0]] }]);
  const arrived = new Set(itemsOf(server).map(({ id }) => id));
  expect(ids.slice(1).filter((id) => !arrived.has(id))).toEqual([]);
});

test("a user id is signed as the server checks it", () => {
  expect(signUserId("ss_test", "ann")).toBe(createHmac("sha256", "ss_test").update("ann").digest("hex"));
});
