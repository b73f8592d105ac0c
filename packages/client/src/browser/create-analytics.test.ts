import type { events } from "../examples/events.ts";
import { expect, test, vi } from "vitest";
import { createAnalytics } from "./create-analytics.ts";
import { openPage } from "../testing/open-page.ts";
import { rejectWith, startScriptedServer, storeAllAfter } from "../testing/scripted-server.ts";
import type { TrackingProblem } from "../types.ts";

const open = (url: string, onError?: (problem: TrackingProblem) => void) =>
  createAnalytics<typeof events>({ url, key: "pk_test", flushIntervalMs: 60_000, onError });

test("a browser sends plain text with the key in the body, so that no CORS preflight is needed", async () => {
  await using server = await startScriptedServer();
  const analytics = open(`${server.url}/analytics/`);

  analytics.track("user.confirmed");
  await analytics.flush();

  const [batch] = server.batches;
  expect(batch?.url).toBe("/analytics/ingest");
  expect(batch?.key).toBe("pk_test");
  expect(batch?.headers["content-type"]).toBe("text/plain;charset=UTF-8");
  expect(batch?.headers.authorization).toBeUndefined();
});

test("the twentieth event sends the batch", async () => {
  await using server = await startScriptedServer();
  const analytics = open(server.url);

  for (let count = 0; count < 25; count++) analytics.track("user.confirmed");
  await vi.waitFor(() => expect(server.batches).toHaveLength(1));

  expect(server.batches[0]?.events).toHaveLength(20);
  await analytics.flush();
  expect(server.batches[1]?.events).toHaveLength(5);
});

test.each(["hide", "leave"] as const)("queued events are sent when visitors %s the page", async (event) => {
  using page = openPage();
  await using server = await startScriptedServer();
  const analytics = open(server.url);
  const id = analytics.track("user.confirmed");

  page[event]();
  await vi.waitFor(() => expect(server.batches).toHaveLength(1));

  expect(server.batches[0]?.events).toMatchObject([{ id }]);
  await analytics.flush();
  expect(await analytics.close()).toEqual({ sent: 0, dropped: 0 });
});

test("leaving the page does not wait for the request in flight and sends no event twice", async () => {
  using page = openPage();
  await using server = await startScriptedServer(storeAllAfter(200));
  const analytics = open(server.url);
  const first = analytics.track("user.confirmed");
  const flushed = analytics.flush();
  await vi.waitFor(() => expect(server.batches).toHaveLength(1));
  const second = analytics.track("user.confirmed");

  page.hide();
  page.leave();
  await vi.waitFor(() => expect(server.batches).toHaveLength(2), { timeout: 150, interval: 5 });
  await flushed;
  await analytics.close();

  expect(server.batches.map(({ events }) => events.map(({ id }) => id))).toEqual([[first], [second]]);
});

test("leaving the page sends at most the bytes that keepalive allows in one request", async () => {
  using page = openPage();
  await using server = await startScriptedServer();
  const analytics = open(server.url);
  for (let count = 0; count < 15; count++) {
    analytics.track("support.ticket_opened", { topic: "x".repeat(5_000) });
  }

  page.leave();
  await vi.waitFor(() => expect(server.batches).toHaveLength(2));

  expect(server.batches.map(({ events }) => events.length).toSorted()).toEqual([11, 4].toSorted());
  await analytics.close();
});

test("requests in flight use keepalive for at most 64 KiB in total", async () => {
  using page = openPage();
  const requests: { keepalive: boolean; bytes: number; respond: () => void }[] = [];
  vi.stubGlobal("fetch", (_: string, { keepalive, body }: { keepalive: boolean; body: string }) => {
    const responded = Promise.withResolvers<void>();
    requests.push({ keepalive, bytes: body.length, respond: responded.resolve });
    return responded.promise.then(() => new Response(null, { status: 400 }));
  });
  const analytics = open("https://a.example", () => {});
  const trackMuch = () => {
    for (let count = 0; count < 10; count++)
      analytics.track("support.ticket_opened", { topic: "x".repeat(5_000) });
  };

  trackMuch();
  page.leave();
  trackMuch();
  page.leave();
  requests.forEach(({ respond }) => respond());
  await analytics.close();
  analytics.track("user.confirmed");

  expect(requests.map(({ keepalive }) => keepalive)).toEqual([true, false]);
});

test("leaving the page respects Retry-After", async () => {
  using page = openPage();
  await using server = await startScriptedServer(rejectWith(503, { "retry-after": "60" }));
  const analytics = open(server.url, () => {});
  analytics.track("user.confirmed");
  await analytics.flush();

  page.hide();
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(server.batches).toHaveLength(1);
});

test("a prerendered page sends nothing until the visitor opens it, with the time and session of that moment", async () => {
  using page = openPage({ isPrerendering: true });
  await using server = await startScriptedServer();
  const analytics = open(server.url);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-05T12:00:00Z") });
  const id = analytics.track("user.confirmed");
  const pageId = analytics.page();
  await analytics.flush();
  expect(server.batches).toEqual([]);

  vi.setSystemTime(new Date("2026-03-05T13:00:00Z"));
  page.activate();
  page.activate();
  await analytics.flush();
  const { sessionId } = analytics.getIdentity();
  vi.useRealTimers();

  const timestamp = "2026-03-05T13:00:00.000Z";
  expect(server.batches.flatMap(({ events }) => events)).toMatchObject([
    { id, timestamp, sessionId },
    { id: pageId, timestamp, sessionId },
  ]);
});

test("showing the page and leaving it after close send nothing", async () => {
  using page = openPage();
  await using server = await startScriptedServer();
  const analytics = open(server.url);

  analytics.track("user.confirmed");
  page.show();
  await analytics.close();
  page.hide();
  page.leave();
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(server.batches).toHaveLength(1);
});

test("without onError, each kind of problem is written to the console once", async () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  await using server = await startScriptedServer(rejectWith(400), rejectWith(400));
  const analytics = open(server.url);

  analytics.track("user.confirmed");
  await analytics.flush();
  analytics.track("user.confirmed");
  await analytics.flush();

  expect(warn.mock.calls).toEqual([["Admin Events (rejected): Rejected with 400."]]);
  warn.mockRestore();
});
