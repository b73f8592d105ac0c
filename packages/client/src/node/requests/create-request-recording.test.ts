import express from "express";
import { fastify } from "fastify";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { openAnalytics } from "../../testing/open-analytics.ts";
import { rejectWith, startScriptedServer } from "../../testing/scripted-server.ts";

async function openRecording(...script: Parameters<typeof startScriptedServer>) {
  const server = await startScriptedServer(...script);
  const { analytics, problems, ...client } = openAnalytics(server.url);

  return {
    requests: analytics.requests,
    problems,
    /** Method, route and status of the recorded requests. */
    async recorded() {
      await analytics.flush();
      return server.batches
        .flatMap(({ events }) => events as unknown as Record<string, unknown>[])
        .map(({ method, route, status }) => [method, route, status]);
    },
    items: () => server.batches.flatMap(({ events }) => events as unknown as Record<string, unknown>[]),
    [Symbol.asyncDispose]: async () => {
      await client[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function listen(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    /** Sends requests one after the other and waits until the server has recorded them. */
    async request(...paths: string[]) {
      for (const path of paths)
        await (await fetch(url + path, { headers: { "user-agent": "test/1" } })).text();
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

test("Express: the declared route is recorded, also in mounted routers", async () => {
  await using recording = await openRecording();
  const orders = express
    .Router({ mergeParams: true })
    .get("/", (_request, response) => void response.send("all"))
    .get("/:order", (_request, response) => void response.status(201).send("one"));
  const app = express()
    .use(recording.requests.express())
    .get("/about", (_request, response) => void response.send("us"))
    .use("/shops/:shop/orders", orders);
  await using site = await listen(createServer(app));

  await site.request(
    "/about?token=1",
    "/shops/ember/orders",
    "/shops/ember/orders/7",
    "/wp-admin.php",
    "/healthz",
  );

  expect(await recording.recorded()).toEqual([
    ["GET", "/about", 200],
    ["GET", "/shops/:shop/orders/", 200],
    ["GET", "/shops/:shop/orders/:order", 201],
    ["GET", "(no route)", 404],
  ]);
  expect(recording.items()[0]).toMatchObject({
    type: "request",
    ip: "127.0.0.1",
    userAgent: "test/1",
    durationMs: expect.any(Number) as number,
  });
});

test("Express: getUserId is called after the response, and an error records no user", async () => {
  await using recording = await openRecording();
  const app = express()
    .use(
      recording.requests.express({
        only: ["/api"],
        skip: ["/api/internal"],
        getUserId(request) {
          const { user } = request as unknown as { user?: string };
          if (!user) throw new Error("No session");
          return user;
        },
      }),
    )
    .get("/api/me", (request, response) => {
      Object.assign(request, { user: request.query.as });
      response.send("me");
    })
    .use((_request, response) => void response.send("page"));
  await using site = await listen(createServer(app));

  await site.request("/api/me?as=ann", "/api/me", "/page", "/apis", "/api/internal/7");

  expect(await recording.recorded()).toHaveLength(2);
  expect(recording.items().map(({ userId }) => userId)).toEqual(["ann", undefined]);
});

test("Fastify: the declared route is recorded", async () => {
  await using recording = await openRecording();
  const app = fastify();
  app.addHook("onResponse", recording.requests.fastify({ getUserId: () => "ann" }));
  app.get("/orders/:id", () => ({ ok: true }));
  app.get("/fails", () => {
    throw new Error("broken");
  });
  await app.ready();
  await using site = await listen(app.server);

  await site.request("/orders/7", "/fails", "/nowhere/7");

  expect(await recording.recorded()).toEqual([
    ["GET", "/orders/:id", 200],
    ["GET", "/fails", 500],
    ["GET", "(no route)", 404],
  ]);
  expect(recording.items()[0]).toMatchObject({ userId: "ann", ip: "127.0.0.1" });
});

test("Remix: the route of the build is recorded for pages and data requests, also if the handler throws", async () => {
  await using recording = await openRecording();
  const routes = {
    root: { id: "root", path: "" },
    home: { id: "home", parentId: "root" },
    shop: { id: "shop", parentId: "root", path: "shops/:shop" },
    order: { id: "order", parentId: "shop", path: "orders/:order" },
    newOrder: { id: "newOrder", parentId: "shop", path: "orders/new" },
    rest: { id: "rest", parentId: "root", path: "files/*" },
  };
  const handle = recording.requests.remix(
    (request) => {
      if (request.method === "POST") return Promise.reject(new Error("broken"));
      return Promise.resolve(new Response("page"));
    },
    { routes },
  );
  const send = (path: string, method = "GET") => handle(new Request(`http://shop.test${path}`, { method }));

  for (const path of ["/", "/_root.data", "/shops/ember/orders/7", "/shops/ember/orders/7.data"])
    await send(path);
  for (const path of ["/shops/ember/orders/new", "/files/a/b.png", "/nowhere"]) await send(path);
  await expect(send("/shops/ember", "POST")).rejects.toThrow("broken");

  expect(await recording.recorded()).toEqual([
    ["GET", "/", 200],
    ["GET", "/", 200],
    ["GET", "/shops/:shop/orders/:order", 200],
    ["GET", "/shops/:shop/orders/:order", 200],
    ["GET", "/shops/:shop/orders/new", 200],
    ["GET", "/files/*", 200],
    ["GET", "(no route)", 200],
    ["POST", "/shops/:shop", 500],
  ]);
});

test("plain Node: ids in paths are replaced and a connection closed early is recorded as 499", async () => {
  await using recording = await openRecording();
  const server = createServer(
    recording.requests.node((request, response) => {
      if (request.url === "/hangs") request.socket.destroy();
      else response.end("ok");
    }),
  );
  await using site = await listen(server);

  await site.request("/orders/42?x=1");
  await site.request("/hangs").catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 20));

  expect(await recording.recorded()).toEqual([
    ["GET", "/orders/:id", 200],
    ["GET", "/hangs", 499],
  ]);
});

test("a server that rejects request items affects no response and drops no event", async () => {
  await using server = await startScriptedServer(rejectWith(400), rejectWith(400));
  await using client = openAnalytics(server.url, { queueLimit: 2 });
  const app = express()
    .use(client.analytics.requests.express())
    .get("/", (_request, response) => void response.send("ok"));
  await using site = await listen(createServer(app));
  client.analytics.track("user.confirmed");

  await site.request("/", "/", "/", "/");
  await client.analytics.flush();

  const types = server.batches.flatMap(({ events }) =>
    events.map((event) => (event as { type?: string }).type),
  );
  expect(types.filter((type) => type === "track")).toHaveLength(1);
  expect(client.problems.map(({ code }) => code)).toContain("rejected");
});
