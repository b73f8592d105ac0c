import { uuidv7 } from "@admin-events/client/node";
import { handlersFor } from "@admin-events/core/events";
import { createTestCluster } from "@admin-events/db/testing";
import { createServer as createHttpServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { createServer } from "./create-server.ts";
import { startTestServer } from "./testing/start-test-server.ts";

test("a stopping server asks WebSocket clients to reconnect, closes them with 1001 and stops listening", async () => {
  await using server = await startTestServer();
  const socket = new WebSocket(server.url.replace(/^http/, "ws") + "/trpc");
  await once(socket, "open");
  const message = once(socket, "message");
  const closed = once(socket, "close");
  expect(await fetchStatus(`${server.url}/readyz`)).toBe(200);

  await server.close();

  expect(String((await message)[0])).toContain('"method":"reconnect"');
  expect((await closed)[0]).toBe(1001);
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
});

test("requests in progress are finished before the server stops", async () => {
  await using server = await startTestServer();
  const key = await server.key();
  const ids = Array.from({ length: 50 }, uuidv7);
  const sendings = ids.map((id) =>
    fetch(`${server.url}/ingest`, {
      method: "POST",
      body: JSON.stringify({ key, events: [{ id, name: "user.signed_up" }] }),
    }),
  );
  await Promise.any(sendings);

  await server.close();

  const answers = await Promise.allSettled(sendings);
  const taken = answers.filter((answer) => answer.status === "fulfilled" && answer.value.status === 200);
  const [{ count }] = await server.db.em.execute<[{ count: number }]>(
    "select count(*)::int as count from admin_events.events",
  );
  expect(taken.length).toBeGreaterThan(0);
  expect(count).toBeGreaterThanOrEqual(taken.length);
});

test("without its database a server is alive but not ready, and senders get 503 with Retry-After", async () => {
  await using cluster = await createTestCluster();
  await using server = await startTestServer({ databaseUrl: cluster.url });
  const key = await server.key();
  const batch = { key, events: [{ id: uuidv7(), name: "user.signed_up" }] };
  const send = () => fetch(`${server.url}/ingest`, { method: "POST", body: JSON.stringify(batch) });
  expect((await send()).status).toBe(200);

  await cluster.stop();
  const rejected = await send();

  expect(rejected.status).toBe(503);
  expect(Number(rejected.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await fetchStatus(`${server.url}/healthz`)).toBe(200);
  expect(await fetchStatus(`${server.url}/readyz`)).toBe(503);

  await cluster.start();
  expect(await (await send()).json()).toMatchObject({ results: [{ status: "stored", duplicate: true }] });
  expect(await fetchStatus(`${server.url}/readyz`)).toBe(200);
});

test("a handler that is listed mails the person whom a server has described", async () => {
  const on = handlersFor({});
  await using server = await startTestServer({
    handlers: ({ mailPerson }) => [
      on(
        "user.*",
        (event) => mailPerson("greet", event, { subject: "Hello", text: (name) => `Hello ${name}` }),
        { name: "greet", durable: true },
      ),
    ],
  });
  await server.db.em.execute(
    "insert into admin_events.users (external_id, email, is_verified) values ('u1', 'ann@example.com', true)",
  );

  await server.track({ name: "user.signed_up", userId: "u1" });

  await vi.waitFor(() => expect(server.mails).toMatchObject([{ to: "ann@example.com" }]));
});

test("a running server prunes events older than RETENTION_DAYS once a day", async () => {
  await using server = await startTestServer();
  await server.track({ name: "recipe.eaten", timestamp: "2020-01-01T00:00:00Z" });
  await server.close();
  await server.db.em.execute("delete from admin_events_jobs.schedule");

  await using pruning = await startTestServer({ databaseUrl: server.db.url, retentionDays: 30 });

  const names =
    "select name from admin_events.events join admin_events.event_names on event_names.id = name_id";
  await vi.waitFor(async () => {
    expect(await pruning.db.em.execute(names)).toEqual([{ name: "events.pruned" }]);
  }, 10_000);
});

test("a running server deletes only requests older than USAGE_RETENTION_DAYS", async () => {
  await using server = await startTestServer();
  await server.close();
  await server.db.em.execute(`
    with route as (insert into admin_events.request_routes (method, route) values ('GET', '/beans') returning id)
    insert into admin_events.requests (id, occurred_at, route_id, status, duration_ms)
    select gen_random_uuid(), now() - days * interval '1 day', route.id, 200, 5
    from route, unnest(array[31, 29]) as days`);

  await using cleaning = await startTestServer({ databaseUrl: server.db.url, usageRetentionDays: 30 });

  await vi.waitFor(async () => {
    expect(
      await cleaning.db.em.execute(
        "select floor(extract(epoch from now() - occurred_at) / 86400)::int as age from admin_events.requests",
      ),
    ).toEqual([{ age: 29 }]);
  }, 10_000);
});

test("a server that other machines can reach warns when ORIGIN is not set", async () => {
  await using open = await startTestServer({ host: "0.0.0.0" });
  await using named = await startTestServer({ host: "0.0.0.0", origin: "http://analytics.example.com" });
  await using local = await startTestServer();

  expect(open.problems).toMatchObject([{ msg: expect.stringContaining("Set ORIGIN") as string }]);
  expect([...named.problems, ...local.problems]).toEqual([]);
});

test("a port in use fails with a message that names PORT", async () => {
  await using occupied = await occupyPort();

  const starting = createServer({ port: occupied.port, servesPanel: false });

  await expect(starting).rejects.toThrow(
    `Port ${occupied.port} on 127.0.0.1 is already in use. Stop the other program or set PORT to a free port.`,
  );
});

test("internal errors are masked in the response and logged with the request id", async () => {
  await using server = await startTestServer();
  const cookie = await server.signIn();
  await server.db.em.execute("alter table admin_events.handlers rename to handlers_elsewhere");

  const answer = await fetch(`${server.url}/trpc/handlers.status`, { headers: { cookie } });
  const requestId = answer.headers.get("x-request-id");

  expect(answer.status).toBe(500);
  expect(await answer.json()).toMatchObject({
    error: { message: `Internal server error. Request ID: ${requestId}` },
  });
  expect(server.problems).toContainEqual(
    expect.objectContaining({
      requestId,
      path: "handlers.status",
      error: expect.objectContaining({ stack: expect.stringContaining("handlers") as string }) as object,
    }),
  );
});

test("a failed track call is logged once per request", async () => {
  await using server = await startTestServer();
  const headers = { authorization: `Bearer ${await server.key()}`, "content-type": "application/json" };
  await server.db.em.execute("alter table admin_events.events rename to events_elsewhere");
  const [event, batch] = [{ name: "user.signed_up" }, "/trpc/track,track?batch=1"];

  const one = await fetch(`${server.url}/trpc/track`, {
    method: "POST",
    headers,
    body: JSON.stringify(event),
  });
  const two = await fetch(server.url + batch, {
    method: "POST",
    headers,
    body: JSON.stringify({ 0: event, 1: event }),
  });

  expect(one.status).toBe(503);
  expect(two.status).toBe(503);
  expect(server.problems.map(({ path, requestId }) => [path, requestId])).toEqual(
    [one, two].map((answer) => ["track", answer.headers.get("x-request-id")]),
  );
  expect(JSON.stringify(server.problems[0])).toContain('relation \\"admin_events.events\\" does not exist');
});

async function fetchStatus(url: string): Promise<number> {
  return (await fetch(url)).status;
}

async function occupyPort() {
  const server = createHttpServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, "close");
    },
  };
}
