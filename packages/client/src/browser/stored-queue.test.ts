import { afterEach, expect, test, vi } from "vitest";
import { openBrowser } from "../testing/open-browser.ts";
import { rejectWith, startScriptedServer, storeAllAfter } from "../testing/scripted-server.ts";

afterEach(() => void vi.useRealTimers());

const closeConnection = () => "close connection" as const;

test("unsent events are sent by the next page with the same id", async () => {
  await using server = await startScriptedServer(closeConnection);
  using first = openBrowser(server);
  const id = first.analytics.track("user.confirmed");
  expect(await first.analytics.flush()).toEqual({ waiting: 1 });
  first.page[Symbol.dispose]();

  using second = openBrowser(server, { flushIntervalMs: 10, page: { storage: first.page.storage } });
  await vi.waitFor(() => expect(server.batches).toHaveLength(2));

  expect(server.batches[1]?.events).toMatchObject([{ id }]);
  await vi.waitFor(() => expect(listQueued(second.page.storage)).toEqual([]));
});

test("events sent while leaving are kept until the server confirms them", async () => {
  await using server = await startScriptedServer(() => "never respond");
  using first = openBrowser(server);
  const id = first.analytics.track("user.confirmed");
  first.page.leave();
  await vi.waitFor(() => expect(server.batches).toHaveLength(1));
  first.page[Symbol.dispose]();

  using second = openBrowser(server, { page: { storage: first.page.storage } });
  await second.analytics.flush();

  expect(server.batches.map(({ events }) => events[0]?.id)).toEqual([id, id]);
  expect(listQueued(second.page.storage)).toEqual([]);
});

test("two tabs share one queue, and one of them sends all events", async () => {
  await using server = await startScriptedServer(storeAllAfter(30), storeAllAfter(30));
  using one = openBrowser(server);
  using two = openBrowser(server, { page: { storage: one.page.storage } });
  const ids = [one, two, one, two].map(({ analytics }) => analytics.track("user.confirmed"));

  await Promise.all([one.analytics.flush(), two.analytics.flush()]);

  expect(server.batches.flatMap(({ events }) => events.map(({ id }) => id)).toSorted()).toEqual(
    ids.toSorted(),
  );
  expect(server.getMaxConcurrent()).toBe(1);
});

test("leaving a page sends its own events but not those of other tabs", async () => {
  await using server = await startScriptedServer();
  using one = openBrowser(server);
  one.analytics.track("user.confirmed");
  using two = openBrowser(server, { page: { storage: one.page.storage } });
  const own = two.analytics.track("user.confirmed");

  two.page.leave();
  await vi.waitFor(() => expect(server.batches).toHaveLength(1));

  expect(server.batches[0]?.events).toMatchObject([{ id: own }]);
});

test("a pause requested by the server applies to every tab", async () => {
  await using server = await startScriptedServer(rejectWith(429, { "retry-after": "60" }));
  using one = openBrowser(server);
  using two = openBrowser(server, { page: { storage: one.page.storage } });
  one.analytics.track("user.confirmed");
  await one.analytics.flush();

  expect(await two.analytics.flush()).toEqual({ waiting: 1 });

  expect(server.batches).toHaveLength(1);
});

test("queued events are sent immediately when the network is back", async () => {
  await using server = await startScriptedServer(closeConnection);
  using browser = openBrowser(server);
  vi.spyOn(Math, "random").mockReturnValue(1);
  const id = browser.analytics.track("user.confirmed");
  await browser.analytics.flush();

  browser.page.comeOnline();
  await vi.waitFor(() => expect(server.batches).toHaveLength(2), { timeout: 500 });
  vi.restoreAllMocks();

  expect(server.batches[1]?.events).toMatchObject([{ id }]);
});

test("a full queue drops the oldest events and reports their ids", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { queueLimit: 3 });

  const ids = Array.from({ length: 5 }, () => browser.analytics.track("user.confirmed"));

  expect((await browser.received()).map(({ id }) => id)).toEqual(ids.slice(2));
  expect(browser.problems).toMatchObject([
    { code: "queue_full", eventIds: [ids[0]] },
    { code: "queue_full", eventIds: [ids[1]] },
  ]);
});

test("the queue holds at most 1 MB", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { batchSize: 1_000 });

  const ids = Array.from({ length: 41 }, () =>
    browser.analytics.track("support.ticket_opened", { topic: "x".repeat(25_000) }),
  );

  expect(browser.problems.flatMap(({ eventIds }) => eventIds)).toEqual(ids.slice(0, 2));
});

test("events older than seven days are dropped and reported", async () => {
  await using server = await startScriptedServer(closeConnection);
  vi.useFakeTimers({ toFake: ["Date"] });
  using first = openBrowser(server);
  const old = first.analytics.track("user.confirmed");
  vi.advanceTimersByTime(6.9 * 24 * 3_600_000);
  const young = first.analytics.track("user.confirmed");
  first.page[Symbol.dispose]();
  vi.advanceTimersByTime(0.2 * 24 * 3_600_000);

  using second = openBrowser(server, { page: { storage: first.page.storage } });

  expect(second.problems).toMatchObject([{ code: "queue_full", eventIds: [old] }]);
  await second.analytics.flush();
  expect(server.batches[0]?.events).toMatchObject([{ id: young }]);
});

test("setting the clock loses no queued event", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2020-01-01") });
  const first = browser.analytics.track("user.confirmed");
  vi.setSystemTime(new Date("2026-03-01"));
  const second = browser.analytics.track("user.confirmed");
  vi.setSystemTime(new Date("2019-01-01"));
  const third = browser.analytics.track("user.confirmed");

  const received = await browser.received();

  expect(received.map(({ id }) => id).toSorted()).toEqual([first, second, third].toSorted());
  expect(browser.problems).toEqual([]);
});

test("a pause that was stored before the clock was set back does not last", async () => {
  await using server = await startScriptedServer(rejectWith(429, { "retry-after": "60" }));
  using browser = openBrowser(server);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2030-01-01") });
  const id = browser.analytics.track("user.confirmed");
  await browser.analytics.flush();

  vi.setSystemTime(new Date("2026-01-01"));
  await browser.analytics.flush();

  expect(server.batches.map(({ events }) => events[0]?.id)).toEqual([id, id]);
});

test("an event is dropped after ten failed responses, counted across pages", async () => {
  await using server = await startScriptedServer(...Array.from({ length: 10 }, () => rejectWith(500)));
  vi.spyOn(Math, "random").mockReturnValue(0);
  using first = openBrowser(server);
  const id = first.analytics.track("user.confirmed");
  for (let count = 0; count < 5; count++) await first.analytics.flush();
  await first.analytics.close();
  const { storage } = first.page;
  first.page[Symbol.dispose]();

  using second = openBrowser(server, { page: { storage } });
  await vi.waitFor(async () => {
    await second.analytics.flush();
    expect(second.problems).toMatchObject([{ code: "gave_up", eventIds: [id] }]);
  });
  vi.restoreAllMocks();

  expect(server.batches).toHaveLength(10);
});

test("a rejected key stops the client, and the events wait for another key", async () => {
  await using server = await startScriptedServer(rejectWith(401));
  using first = openBrowser(server);
  const id = first.analytics.track("user.confirmed");
  await first.analytics.flush();
  await first.analytics.flush();
  first.page[Symbol.dispose]();

  using second = openBrowser(server, { key: "pk_new", page: { storage: first.page.storage } });
  await second.analytics.flush();

  expect(first.problems).toMatchObject([{ code: "key_rejected", eventIds: [id] }]);
  expect(server.batches.map(({ key }) => key)).toEqual(["pk_test", "pk_new"]);
});

test.each<[string, Partial<Storage>]>([
  ["denied", undefined as unknown as Storage],
  [
    "full",
    { length: 0, getItem: () => null, removeItem: () => {}, setItem: () => raise("QuotaExceededError") },
  ],
])("memory replaces storage that is %s", async (_, storage) => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { page: { storage: storage as Storage } });

  const id = browser.analytics.track("user.confirmed");

  expect(await browser.received()).toMatchObject([
    { id, anonymousId: browser.analytics.getIdentity().anonymousId },
  ]);
});

test("large batches are compressed, except while leaving the page", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  const trackLarge = () => browser.analytics.track("support.ticket_opened", { topic: "x".repeat(3_000) });

  trackLarge();
  await browser.analytics.flush();
  browser.analytics.track("user.confirmed");
  await browser.analytics.flush();
  trackLarge();
  browser.page.leave();
  await vi.waitFor(() => expect(server.batches).toHaveLength(3));

  expect(server.batches.map(({ isCompressed }) => isCompressed)).toEqual([true, false, false]);
  expect(server.batches[0]?.headers).not.toHaveProperty("content-encoding");
});

test("a browser without keepalive sends a beacon and keeps the events until the server confirms them", async () => {
  await using server = await startScriptedServer();
  const sendBeacon = vi.fn(() => true);
  const keepalive = Object.getOwnPropertyDescriptor(Request.prototype, "keepalive")!;
  delete (Request.prototype as { keepalive?: boolean }).keepalive;
  using browser = openBrowser(server, { page: { navigator: { sendBeacon } } });
  const id = browser.analytics.track("user.confirmed");

  browser.page.leave();
  Object.defineProperty(Request.prototype, "keepalive", keepalive);

  expect(sendBeacon).toHaveBeenCalledExactlyOnceWith(`${server.url}/ingest`, expect.stringContaining(id));
  expect(await browser.received()).toMatchObject([{ id }]);
});

function listQueued(storage: Storage): string[] {
  return Object.keys(storage).filter((key) => key.includes(" e"));
}

function raise(name: string): never {
  throw new DOMException("Storage is full.", name);
}
