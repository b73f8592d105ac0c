import { uuidv7 } from "@admin-events/client/node";
import { handlersFor } from "@admin-events/core/events";
import { expect, test, vi } from "vitest";
import { startTestServer } from "../testing/start-test-server.ts";

const metricsToken = "a-token-that-is-long-enough";
const greet = handlersFor({})("*", () => undefined, { name: "greet", durable: true });

test("the metrics report stored events, commit times and the queue", async () => {
  await using server = await startTestServer({ metricsToken, handlers: () => [greet] });
  for (let n = 0; n < 3; n++) await server.track({ id: uuidv7(), name: "user.signed_up", userId: "u1" });

  const text = await fetchMetrics(server.url);

  expect(text).toMatch(/^admin_events_stored_total 3$/m);
  expect(text).toMatch(/^admin_events_flush_seconds_count 3$/m);
  expect(text).toMatch(/^admin_events_waiting_events 0$/m);
  expect(text).toMatch(/^admin_events_feed_listeners 0$/m);
  expect(text).toMatch(/^admin_events_dropped_requests_total 0$/m);
  expect(text).toMatch(/^admin_events_database_up 1$/m);
  expect(text).toMatch(/^admin_events_horizon_lag_seconds \d/m);
  expect(text).toMatch(/^admin_events_handler_jobs\{handler="greet",state="pending"\} \d$/m);
  expect(text).toMatch(/^admin_events_call_seconds_count\{procedure="track",outcome="ok"\} 3$/m);
});

test("events of transactions that were rejected are in metrics, status and Events › Rejected, and are stored again", async () => {
  await using server = await startTestServer({ metricsToken, unknownEvents: "reject" });
  const cookie = await server.signIn();
  const call = async (path: string, body?: object) => {
    const answer = await fetch(`${server.url}/trpc/${path}`, {
      headers: { cookie, origin: server.url, "content-type": "application/json" },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
    return (await answer.json()) as { result: { data: unknown } };
  };
  const [tracked] = await server.db.em.execute<{ id: string }[]>(
    "select admin_events.track('cart.emptied', '{\"userId\": \"u_1\"}') as id",
  );

  const problem = "name: cart.emptied is not in the catalog; add it, or use a name from the catalog";
  await vi.waitFor(async () =>
    expect(await call("rejections.inTransactions")).toMatchObject({
      result: { data: [{ name: "cart.emptied", total: 1, problem }] },
    }),
  );
  const text = await fetchMetrics(server.url);
  expect(text).toMatch(/^admin_events_inbox_waiting_events 0$/m);
  expect(text).toMatch(/^admin_events_inbox_oldest_waiting_event_seconds 0$/m);
  expect(text).toMatch(/^admin_events_inbox_rejected_events 1$/m);
  expect(await call("system.status")).toMatchObject({
    result: { data: { inbox: { waiting: 0, rejected: 1 }, process: { rejectedItems: 1 } } },
  });
  await vi.waitFor(async () => expect(await call("rejections.count")).toMatchObject({ result: { data: 1 } }));

  expect(await call("rejections.retry", { name: "cart.emptied", problem })).toEqual({
    result: { data: { retried: 1 } },
  });
  // The catalog is the same, so it is rejected again.
  await vi.waitFor(async () =>
    expect(await call("rejections.inTransactions")).toMatchObject({
      result: { data: [{ name: "cart.emptied" }] },
    }),
  );
  expect(await server.db.em.execute("select id from admin_events.inbox")).toEqual([tracked]);
});

test("database_up is 0 when the database is unavailable", async () => {
  await using server = await startTestServer({ metricsToken });
  await server.db.em.execute("alter table admin_events.handlers rename to handlers_elsewhere");

  expect(await fetchMetrics(server.url)).toMatch(/^admin_events_database_up 0$/m);
});

test("metrics need the token, and the route does not exist without METRICS_TOKEN", async () => {
  await using guarded = await startTestServer({ metricsToken });
  await using silent = await startTestServer();

  const wrong = await fetch(`${guarded.url}/metrics`, { headers: { authorization: "Bearer another one" } });

  expect(wrong.status).toBe(401);
  expect(await wrong.text()).not.toContain("admin_events_");
  expect((await fetch(`${silent.url}/metrics`)).status).toBe(404);
});

test("system.status reports the process, the database and the handlers", async () => {
  await using server = await startTestServer();
  await server.track({ name: "user.signed_up" });

  const answer = await fetch(`${server.url}/trpc/system.status`, {
    headers: { cookie: await server.signIn() },
  });

  expect(await answer.json()).toMatchObject({
    result: {
      data: {
        process: {
          waiting: 0,
          listeners: 0,
          storedPerSecond: 1 / 60,
          rejectedItems: 0,
          droppedRequests: 0,
          slowCalls: [],
        },
        database: { horizonLagSeconds: expect.any(Number) as number },
        handlers: { deadLetters: 0 },
      },
    },
  });
});

async function fetchMetrics(url: string): Promise<string> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });

  return answer.text();
}
