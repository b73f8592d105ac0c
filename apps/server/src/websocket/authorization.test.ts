import { once } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import { collectResponses, openWebSocket } from "../testing/open-websocket.ts";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const losses: [string, string][] = [
  ["the sign-in has ended", "delete from admin_events.panel_sessions"],
  ["the role was taken away", "update admin_events.panel_users set role = 'none'"],
];

test.each(losses)(
  "when %s, an open socket answers nothing more after a minute, and is closed",
  async (_, sql) => {
    await using server = await startTestServer();
    const { ask, closed } = await openTalk(server, { cookie: await server.signIn() });
    expect(await ask("query", "list_latest")).toMatchObject({ type: "data" });

    await server.db.em.execute(sql);
    vi.advanceTimersByTime(61_000);

    expect(await ask("query", "list_latest")).toMatchObject({
      message: "Your sign-in has ended. Sign in again.",
      data: { code: "UNAUTHORIZED" },
    });
    expect(await closed).toBe(1008);
  },
);

test.each(losses)("when %s, an open socket starts no subscription, and is closed", async (_, sql) => {
  await using server = await startTestServer();
  const { ask, closed } = await openTalk(server, { cookie: await server.signIn() });
  expect(await ask("subscription", "onEvent")).toMatchObject({ type: "data" });

  await server.db.em.execute(sql);

  expect(await ask("subscription", "onEvent")).toMatchObject({ data: { code: "UNAUTHORIZED" } });
  expect(await closed).toBe(1008);
});

test("a subscription ends with the sign-in, at the first message after a minute", async () => {
  await using server = await startTestServer();
  const { ask, answers, closed } = await openTalk(server, { cookie: await server.signIn() });
  await ask("subscription", "onEvent");

  await server.db.em.execute("delete from admin_events.panel_sessions");
  vi.advanceTimersByTime(61_000);
  await server.track({ name: "user.signed_up" });

  expect(await answers.next(1, "error")).toMatchObject({ data: { code: "UNAUTHORIZED" } });
  expect(await closed).toBe(1008);
});

test("a revoked key sends nothing more over its socket after a minute, which is closed", async () => {
  await using server = await startTestServer();
  const { ask, closed } = await openTalk(server, { authorization: `Bearer ${await server.key()}` });
  const event = { name: "user.signed_up" };
  expect(await ask("mutation", "track", event)).toMatchObject({ type: "data" });

  await server.db.em.execute("update admin_events.api_keys set revoked_at = now()");
  vi.advanceTimersByTime(61_000);

  expect(await ask("mutation", "track", event)).toMatchObject({
    message: "The key was revoked.",
    data: { code: "UNAUTHORIZED" },
  });
  expect(await closed).toBe(1008);
});

test("a sign-in that lasts is asked for once a minute, however much is asked", async () => {
  await using server = await startTestServer();
  const { ask } = await openTalk(server, { cookie: await server.signIn() });
  vi.advanceTimersByTime(61_000);
  await ask("query", "list_latest");

  await server.db.em.execute("delete from admin_events.panel_sessions");

  expect(await ask("query", "list_latest")).toMatchObject({ type: "data" });
});

test("while the database cannot say whether the sign-in lasts, nothing is answered and the socket stays", async () => {
  await using server = await startTestServer();
  const { ask } = await openTalk(server, { cookie: await server.signIn() });
  await server.db.em.execute("alter table panel_sessions rename to panel_sessions_elsewhere");
  vi.advanceTimersByTime(61_000);

  expect(await ask("query", "list_latest")).toMatchObject({ data: { code: "INTERNAL_SERVER_ERROR" } });

  await server.db.em.execute("alter table panel_sessions_elsewhere rename to panel_sessions");
  expect(await ask("query", "list_latest")).toMatchObject({ type: "data" });
});

test("a page of a browser cannot say over its socket who asks", async () => {
  await using server = await startTestServer({ allowedOrigins: ["https://admin.example"] });
  const headers = { origin: "https://admin.example" };
  const said: Record<string, string>[] = [
    { cookie: await server.signIn() },
    { Authorization: `Bearer ${await server.key()}` },
  ];

  for (const connectionParams of said) {
    const { ask } = await openTalk(server, headers, connectionParams);

    expect(await ask("query", "list_latest")).toMatchObject({ data: { code: "FORBIDDEN" } });
  }
});

/** A socket on which things are asked one after the other. */
async function openTalk(
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
    ask: (method: "query" | "mutation" | "subscription", path: string, input: object = {}) => {
      send(socket, { id: ++id, method, params: { path, input } });
      return Promise.race([answers.next(id, "data"), answers.next(id, "error")]);
    },
  };
}

function send(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}
