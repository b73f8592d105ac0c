import { once } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import { collectResponses, openWebSocket } from "../testing/open-websocket.ts";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const revocations: [string, string][] = [
  ["the session has ended", "delete from admin_events.panel_sessions"],
  ["the role was removed", "update admin_events.panel_users set role = 'none'"],
];

test.each(revocations)(
  "when %s, an open WebSocket is closed at the first call after a minute",
  async (_, sql) => {
    await using server = await startTestServer();
    const { call, closed } = await openConnection(server, { cookie: await server.signIn() });
    expect(await call("query", "list_latest")).toMatchObject({ type: "data" });

    await server.db.em.execute(sql);
    vi.advanceTimersByTime(61_000);

    expect(await call("query", "list_latest")).toMatchObject({
      message: "Your session has ended. Sign in again.",
      data: { code: "UNAUTHORIZED" },
    });
    expect(await closed).toBe(1008);
  },
);

test.each(revocations)("when %s, a new subscription fails and the WebSocket is closed", async (_, sql) => {
  await using server = await startTestServer();
  const { call, closed } = await openConnection(server, { cookie: await server.signIn() });
  expect(await call("subscription", "onEvent")).toMatchObject({ type: "data" });

  await server.db.em.execute(sql);

  expect(await call("subscription", "onEvent")).toMatchObject({ data: { code: "UNAUTHORIZED" } });
  expect(await closed).toBe(1008);
});

test("a subscription ends at the first message after a minute when the session has ended", async () => {
  await using server = await startTestServer();
  const { call, answers, closed } = await openConnection(server, { cookie: await server.signIn() });
  await call("subscription", "onEvent");

  await server.db.em.execute("delete from admin_events.panel_sessions");
  vi.advanceTimersByTime(61_000);
  await server.track({ name: "user.signed_up" });

  expect(await answers.next(1, "error")).toMatchObject({ data: { code: "UNAUTHORIZED" } });
  expect(await closed).toBe(1008);
});

test("the WebSocket of a revoked key is closed at the first call after a minute", async () => {
  await using server = await startTestServer();
  const { call, closed } = await openConnection(server, { authorization: `Bearer ${await server.key()}` });
  const event = { name: "user.signed_up" };
  expect(await call("mutation", "track", event)).toMatchObject({ type: "data" });

  await server.db.em.execute("update admin_events.api_keys set revoked_at = now()");
  vi.advanceTimersByTime(61_000);

  expect(await call("mutation", "track", event)).toMatchObject({
    message: "This API key was revoked. Use another key.",
    data: { code: "UNAUTHORIZED" },
  });
  expect(await closed).toBe(1008);
});

test("authorization is checked at most once a minute", async () => {
  await using server = await startTestServer();
  const { call } = await openConnection(server, { cookie: await server.signIn() });
  vi.advanceTimersByTime(61_000);
  await call("query", "list_latest");

  await server.db.em.execute("delete from admin_events.panel_sessions");

  expect(await call("query", "list_latest")).toMatchObject({ type: "data" });
});

test("calls fail without closing the WebSocket while authorization cannot be checked", async () => {
  await using server = await startTestServer();
  const { call } = await openConnection(server, { cookie: await server.signIn() });
  await server.db.em.execute("alter table admin_events.panel_sessions rename to panel_sessions_elsewhere");
  vi.advanceTimersByTime(61_000);

  expect(await call("query", "list_latest")).toMatchObject({ data: { code: "INTERNAL_SERVER_ERROR" } });

  await server.db.em.execute("alter table admin_events.panel_sessions_elsewhere rename to panel_sessions");
  expect(await call("query", "list_latest")).toMatchObject({ type: "data" });
});

test("web pages cannot send credentials as connection parameters", async () => {
  await using server = await startTestServer({ allowedOrigins: ["https://admin.example"] });
  const headers = { origin: "https://admin.example" };
  const params: Record<string, string>[] = [
    { cookie: await server.signIn() },
    { Authorization: `Bearer ${await server.key()}` },
  ];

  for (const connectionParams of params) {
    const { call } = await openConnection(server, headers, connectionParams);

    expect(await call("query", "list_latest")).toMatchObject({ data: { code: "FORBIDDEN" } });
  }
});

/** A WebSocket for sequential calls. */
async function openConnection(
  server: TestServer,
  headers: Record<string, string>,
  connectionParams?: Record<string, string>,
) {
  const socket = await openWebSocket(server, headers, connectionParams && "/trpc?connectionParams=1");
  if (connectionParams) send(socket, { method: "connectionParams", data: connectionParams });
  const answers = collectResponses(socket);
  let id = 0;

  return {
    answers,
    /** The code with which the server closes it. */
    closed: once(socket, "close").then(([code]) => code as number),
    call: (method: "query" | "mutation" | "subscription", path: string, input: object = {}) => {
      send(socket, { id: ++id, method, params: { path, input } });
      return Promise.race([answers.next(id, "data"), answers.next(id, "error")]);
    },
  };
}

function send(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}
