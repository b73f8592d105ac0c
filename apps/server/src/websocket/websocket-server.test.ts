import type { AppRouter } from "@admin-events/api";
import { uuidv7 } from "@admin-events/client/node";
import { createTRPCClient, createWSClient, wsLink } from "@trpc/client";
import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { collectResponses, openWebSocket } from "../testing/open-websocket.ts";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

test("an admin receives events as they are stored", async () => {
  await using server = await startTestServer();
  await using feed = openFeed(server, await server.signIn());
  const id = uuidv7();

  const seen = feed.firstEvent();
  await feed.isListening();
  await server.track({ id, name: "newsletter.subscribed", metadata: { source: "footer" } });

  expect(await seen).toMatchObject({ id, name: "newsletter.subscribed" });
});

test.each(["https://evil.example", "http://localhost:1", "null"])(
  "pages of %s cannot open a WebSocket, even with an admin's cookie",
  async (origin) => {
    await using server = await startTestServer();
    const cookie = await server.signIn();

    await expect(openWebSocket(server, { cookie, origin })).rejects.toThrow("403");
  },
);

test("pages of the panel, allowed origins and programs without an origin can open a WebSocket", async () => {
  await using server = await startTestServer({ allowedOrigins: ["https://admin.example"] });

  for (const origin of [server.url, "https://admin.example", undefined]) {
    const socket = await openWebSocket(server, origin ? { origin } : {});
    socket.close();
  }
});

test("other paths get 404", async () => {
  await using server = await startTestServer();

  await expect(openWebSocket(server, {}, "/else")).rejects.toThrow("404");
});

test("a subscription without a session is unauthorized", async () => {
  await using server = await startTestServer();
  await using feed = openFeed(server, "");

  await expect(feed.firstEvent()).rejects.toMatchObject({ data: { code: "UNAUTHORIZED" } });
});

test("a connection can have ten subscriptions at a time", async () => {
  await using server = await startTestServer();
  const socket = await openWebSocket(server, { cookie: await server.signIn() });
  const answers = collectResponses(socket);
  const subscribe = (id: number) =>
    socket.send(JSON.stringify({ id, method: "subscription", params: { path: "onEvent", input: {} } }));

  for (let id = 1; id <= 11; id++) subscribe(id);
  expect(await answers.next(11, "error")).toMatchObject({ data: { code: "TOO_MANY_REQUESTS" } });

  socket.send(JSON.stringify({ id: 1, method: "subscription.stop" }));
  await answers.next(1, "stopped");
  subscribe(12);
  expect(await answers.next(12, "data")).toMatchObject({ data: { data: { type: "heartbeat" } } });
  socket.close();
});

test("an address can have 50 unauthenticated WebSockets, and authenticated ones in addition", async () => {
  await using server = await startTestServer();
  const cookie = await server.signIn();
  const unauthenticated = [];
  for (let n = 0; n < 50; n++) unauthenticated.push(await openWebSocket(server, {}));

  await expect(openWebSocket(server, {})).rejects.toThrow("429");

  const [one] = unauthenticated;
  one?.close();
  if (one) await once(one, "close");
  const sockets = [];
  for (let n = 0; n < 3; n++) {
    const socket = await openWebSocket(server, { cookie });
    socket.send(JSON.stringify({ id: 1, method: "query", params: { path: "names" } }));
    await collectResponses(socket).next(1, "data");
    sockets.push(socket);
  }
  for (const socket of [...unauthenticated, ...sockets]) socket.terminate();
});

test("the client address comes from the proxy only if proxies are trusted", async () => {
  await using trusting = await startTestServer({ trustedProxies: 1 });
  await using alone = await startTestServer();
  const openMany = async (server: TestServer) => {
    const opened = [];
    for (let n = 0; n < 51; n++) {
      opened.push(await openWebSocket(server, { "x-forwarded-for": `10.0.0.${n}, 10.0.1.${n}` }));
    }
    for (const socket of opened) socket.terminate();
  };

  await expect(openMany(trusting)).resolves.toBeUndefined();
  await expect(openMany(alone)).rejects.toThrow("429");
});

test("a message that is too large closes only its connection", async () => {
  await using server = await startTestServer();
  const socket = await openWebSocket(server, {});

  const closed = once(socket, "close");
  socket.send("x".repeat(65 * 1024));

  expect((await closed)[0]).toBe(1009);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

test("a client that reads slowly stays connected, and gets everything in order or is told to reload", async () => {
  await using server = await startTestServer();
  const socket = await openWebSocket(server, { cookie: await server.signIn() });
  const received: { type: string; events?: { id: string }[] }[] = [];
  let largest = 0;
  socket.on("message", (data: Buffer) => {
    largest = Math.max(largest, data.byteLength);
    if (data.toString() === "PING") return;
    const message = JSON.parse(data.toString()) as {
      result?: { data?: { data?: (typeof received)[number] } };
    };
    if (message.result?.data?.data) received.push(message.result.data.data);
  });
  socket.send(JSON.stringify({ id: 1, method: "subscription", params: { path: "onEvent", input: {} } }));
  await vi.waitFor(() => expect(received).toMatchObject([{ type: "heartbeat" }]));

  socket.pause();
  const metadata = { source: "x".repeat(8_000), a: "y".repeat(8_000), b: "z".repeat(8_000) };
  for (let round = 0; round < 10; round++) {
    await Promise.all(
      Array.from({ length: 100 }, () => server.track({ name: "newsletter.subscribed", metadata })),
    );
  }
  socket.resume();
  const last = uuidv7();
  await server.track({ id: last, name: "newsletter.subscribed", metadata: { source: "footer" } });

  await vi.waitFor(() => expect(received.at(-1)?.events?.at(-1)?.id).toBe(last), 10_000);
  expect(received.map(({ type }) => type)).toContain("resync");
  expect(largest).toBeLessThan(300_000);
  expect(socket.readyState).toBe(WebSocket.OPEN);
  socket.close();
});

test("a public key opens no more WebSockets than someone without a key", async () => {
  await using server = await startTestServer();
  const authorization = `Bearer ${await server.key({ kind: "public" })}`;
  const sockets = [];
  for (let n = 0; n < 50; n++) {
    const socket = await openWebSocket(server, { authorization });
    socket.send(JSON.stringify({ id: 1, method: "query", params: { path: "names" } }));
    await collectResponses(socket).next(1, "error");
    sockets.push(socket);
  }

  await expect(openWebSocket(server, { authorization })).rejects.toThrow("429");

  for (const socket of sockets) socket.terminate();
});

function openFeed(server: TestServer, cookie: string) {
  class SignedInSocket extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie } });
    }
  }
  const client = createWSClient({
    url: server.url.replace(/^http/, "ws") + "/trpc",
    WebSocket: SignedInSocket as unknown as typeof globalThis.WebSocket,
    retryDelayMs: () => 100,
  });
  const api = createTRPCClient<AppRouter>({ links: [wsLink({ client })] });
  const listening = Promise.withResolvers<void>();

  return {
    isListening: () => listening.promise,
    firstEvent: () =>
      new Promise((resolve, reject) => {
        api.onEvent.subscribe(undefined, {
          onData({ data }) {
            if (data.type === "heartbeat") listening.resolve();
            if (data.type === "events" && data.events[0]) resolve(data.events[0]);
          },
          onError: reject,
        });
      }),
    [Symbol.asyncDispose]: async () => {
      await client.close();
    },
  };
}
