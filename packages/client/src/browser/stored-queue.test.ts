import { afterEach, expect, test, vi } from "vitest";
import { openBrowser } from "../testing/open-browser.ts";
import { refuse, startScriptedServer, takeAllAfter } from "../testing/scripted-server.ts";

afterEach(() => void vi.useRealTimers());

const away = () => "hang up" as const;

test("what could not be sent is sent by the next page, under the same id", async () => {
  await using server = await startScriptedServer(away);
  using first = openBrowser(server);
  const id = first.analytics.track("user.confirmed");
  expect(await first.analytics.flush()).toEqual({ waiting: 1 });
  first.page[Symbol.dispose]();

  using second = openBrowser(server, { flushIntervalMs: 10, page: { storage: first.page.storage } });
  await vi.waitFor(() => expect(server.batches).toHaveLength(2));

  expect(server.batches[1]?.events).toMatchObject([{ id }]);
  await vi.waitFor(() => expect(waitingIn(second.page.storage)).toEqual([]));
});

test("what was sent at unload is kept until it is confirmed", async () => {
  await using server = await startScriptedServer(() => "never answer");
  using first = openBrowser(server);
  const id = first.analytics.track("user.confirmed");
  first.page.leave();
  await vi.waitFor(() => expect(server.batches).toHaveLength(1));
  first.page[Symbol.dispose]();

  using second = openBrowser(server, { page: { storage: first.page.storage } });
  await second.analytics.flush();

  expect(server.batches.map(({ events }) => events[0]?.id)).toEqual([id, id]);
  expect(waitingIn(second.page.storage)).toEqual([]);
});

test("two tabs share one queue, and one of them sends it", async () => {
  await using server = await startScriptedServer(takeAllAfter(30), takeAllAfter(30));
  using one = openBrowser(server);
  using two = openBrowser(server, { page: { storage: one.page.storage } });
  const ids = [one, two, one, two].map(({ analytics }) => analytics.track("user.confirmed"));

  await Promise.all([one.analytics.flush(), two.analytics.flush()]);

  expect(server.batches.flatMap(({ events }) => events.map(({ id }) => id)).toSorted()).toEqual(
    ids.toSorted(),
  );
  expect(server.mostAtOnce()).toBe(1);
});

test("a page that is left sends its own events and leaves those of other tabs to them", async () => {
  await using server = await startScriptedServer();
  using one = openBrowser(server);
  one.analytics.track("user.confirmed");
  using two = openBrowser(server, { page: { storage: one.page.storage } });
  const own = two.analytics.track("user.confirmed");

  two.page.leave();
  await vi.waitFor(() => expect(server.batches).toHaveLength(1));

  expect(server.batches[0]?.events).toMatchObject([{ id: own }]);
});

test("a pause the server asked for holds for every tab", async () => {
  await using server = await startScriptedServer(refuse(429, { "retry-after": "60" }));
  using one = openBrowser(server);
  using two = openBrowser(server, { page: { storage: one.page.storage } });
  one.analytics.track("user.confirmed");
  await one.analytics.flush();

  expect(await two.analytics.flush()).toEqual({ waiting: 1 });

  expect(server.batches).toHaveLength(1);
});

test("when the network is back everything is sent at once", async () => {
  await using server = await startScriptedServer(away);
  using browser = openBrowser(server);
  vi.spyOn(Math, "random").mockReturnValue(1);
  const id = browser.analytics.track("user.confirmed");
  await browser.analytics.flush();

  browser.page.comeOnline();
  await vi.waitFor(() => expect(server.batches).toHaveLength(2), { timeout: 500 });
  vi.restoreAllMocks();

  expect(server.batches[1]?.events).toMatchObject([{ id }]);
});

test("the oldest events make room when too many wait, and their ids are told", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { queueLimit: 3 });

  const ids = Array.from({ length: 5 }, () => browser.analytics.track("user.confirmed"));

  expect((await browser.received()).map(({ id }) => id)).toEqual(ids.slice(2));
  expect(browser.problems).toMatchObject([
    { code: "queue_full", eventIds: [ids[0]] },
    { code: "queue_full", eventIds: [ids[1]] },
  ]);
});

test("at most 1 MB waits", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { batchSize: 1_000 });

  const ids = Array.from({ length: 41 }, () =>
    browser.analytics.track("support.ticket_opened", { topic: "x".repeat(25_000) }),
  );

  expect(browser.problems.flatMap(({ eventIds }) => eventIds)).toEqual(ids.slice(0, 2));
});

test("what waited for seven days is dropped and told", async () => {
  await using server = await startScriptedServer(away);
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

test("an event is given up after ten answers, however many pages they came to", async () => {
  await using server = await startScriptedServer(...Array.from({ length: 10 }, () => refuse(500)));
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

test("a refused key stops the page, and the events wait for another key", async () => {
  await using server = await startScriptedServer(refuse(401));
  using first = openBrowser(server);
  const id = first.analytics.track("user.confirmed");
  await first.analytics.flush();
  await first.analytics.flush();
  first.page[Symbol.dispose]();

  using second = openBrowser(server, { key: "pk_new", page: { storage: first.page.storage } });
  await second.analytics.flush();

  expect(first.problems).toMatchObject([{ code: "key_refused", eventIds: [id] }]);
  expect(server.batches.map(({ key }) => key)).toEqual(["pk_test", "pk_new"]);
});

test.each<[string, Partial<Storage>]>([
  ["denied", undefined as unknown as Storage],
  [
    "full",
    { length: 0, getItem: () => null, removeItem: () => {}, setItem: () => raise("QuotaExceededError") },
  ],
])("storage that is %s is replaced by memory", async (_, storage) => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { page: { storage: storage as Storage } });

  const id = browser.analytics.track("user.confirmed");

  expect(await browser.received()).toMatchObject([{ id, anonymousId: browser.analytics.who().anonymousId }]);
});

test("large batches are compressed, but not while the page is being left", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  const trackMuch = () => browser.analytics.track("support.ticket_opened", { topic: "x".repeat(3_000) });

  trackMuch();
  await browser.analytics.flush();
  browser.analytics.track("user.confirmed");
  await browser.analytics.flush();
  trackMuch();
  browser.page.leave();
  await vi.waitFor(() => expect(server.batches).toHaveLength(3));

  expect(server.batches.map(({ isCompressed }) => isCompressed)).toEqual([true, false, false]);
  expect(server.batches[0]?.headers).not.toHaveProperty("content-encoding");
});

test("a browser without keepalive is left by beacon, and the events are kept until they are confirmed", async () => {
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

function waitingIn(storage: Storage): string[] {
  return Object.keys(storage).filter((key) => key.includes(" e"));
}

function raise(name: string): never {
  throw new DOMException("No.", name);
}
