import { afterEach, expect, test, vi } from "vitest";
import { openBrowser } from "../testing/open-browser.ts";
import { startScriptedServer } from "../testing/scripted-server.ts";

afterEach(() => void vi.useRealTimers());

test("what a visitor does carries an anonymous id and a session, also on the next page", async () => {
  await using server = await startScriptedServer();
  using first = openBrowser(server);
  first.analytics.track("user.confirmed");
  first.page[Symbol.dispose]();
  using second = openBrowser(server, { page: { storage: first.page.storage } });

  second.analytics.track("user.confirmed");

  const [before, after] = await second.received();
  expect(before?.anonymousId).toHaveLength(36);
  expect(before?.sessionId).toHaveLength(36);
  expect(after).toMatchObject({ anonymousId: before?.anonymousId, sessionId: before?.sessionId });
});

test("an identified user is remembered on the next page, signature and all", async () => {
  await using server = await startScriptedServer();
  using first = openBrowser(server);
  first.analytics.identify("ann", { name: "Ann" }, { signature: "5161" });
  first.page[Symbol.dispose]();
  using second = openBrowser(server, { page: { storage: first.page.storage } });

  second.analytics.track("user.confirmed");

  const [identified, tracked] = await second.received();
  expect(identified).toMatchObject({ type: "identify", userId: "ann", traits: { name: "Ann" } });
  expect(tracked).toMatchObject({
    userId: "ann",
    signature: "5161",
    anonymousId: identified?.anonymousId,
  });
});

test("reset makes somebody else of the visitor", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  browser.analytics.identify("ann");
  browser.analytics.register({ theme: "dark" });
  browser.analytics.reset();

  browser.analytics.track("user.confirmed");

  const [ann, nobody] = await browser.received();
  expect(nobody?.userId).toBeUndefined();
  expect(nobody?.anonymousId).not.toBe(ann?.anonymousId);
  expect(nobody?.sessionId).not.toBe(ann?.sessionId);
  expect(nobody?.metadata).not.toHaveProperty("theme");
});

test("two users of one browser are two visitors, and signing out is the same as reset", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);

  browser.analytics.identify("ann");
  browser.analytics.identify("bob");
  browser.analytics.identify(null);
  browser.analytics.track("user.confirmed");

  const items = await browser.received();
  expect(items.map(({ userId }) => userId)).toEqual(["ann", "bob", undefined]);
  expect(new Set(items.map(({ anonymousId }) => anonymousId)).size).toBe(3);
});

test("nobody signed in leaves the anonymous visitor as it is", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  const { anonymousId } = browser.analytics.who();

  browser.analytics.identify(null);

  expect(browser.analytics.who().anonymousId).toBe(anonymousId);
});

test("registered properties go into every event, behind its own metadata, until they are taken back", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);

  browser.analytics.register({ topic: "everything", theme: "dark" });
  browser.analytics.track("support.ticket_opened", { topic: "grinding" });
  browser.analytics.unregister("theme");
  browser.analytics.track("user.confirmed");

  const [ticket, confirmed] = await browser.received();
  expect(ticket?.metadata).toMatchObject({ topic: "grinding", theme: "dark" });
  expect(confirmed?.metadata).toMatchObject({ topic: "everything" });
  expect(confirmed?.metadata).not.toHaveProperty("theme");
});

test("later events say to which groups the user belongs, on the next page too, until somebody else comes", async () => {
  await using server = await startScriptedServer();
  using first = openBrowser(server);
  first.analytics.identify("ann");
  first.analytics.group("company", "c_1", { seats: 3 });
  first.analytics.group("team", "t_1");
  first.analytics.group("team", "t_7");
  first.page[Symbol.dispose]();
  using second = openBrowser(server, { page: { storage: first.page.storage } });

  second.analytics.track("user.confirmed");
  second.analytics.identify("bob");
  second.analytics.track("user.confirmed");

  const items = await second.received();
  expect(items[1]).toMatchObject({
    type: "group",
    groupType: "company",
    groupId: "c_1",
    traits: { seats: 3 },
  });
  const [ann, bob] = items.filter(({ type }) => type === "track");
  expect(ann?.metadata?.groups).toEqual({ company: "c_1", team: "t_7" });
  expect(bob?.metadata).not.toHaveProperty("groups");
});

test("what cannot be written as JSON is not registered, and does not throw", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  const loop: Record<string, unknown> = {};
  loop.self = loop;

  browser.analytics.register({ theme: "dark" });
  browser.analytics.register(loop);
  browser.analytics.track("user.confirmed");

  expect((await browser.received())[0]?.metadata).toMatchObject({ theme: "dark" });
});

test("events say where they happened, without queries and fragments", async () => {
  await using server = await startScriptedServer();
  const page = {
    url: "https://shop.example/cart?token=secret#pay",
    referrer: "https://search.example/?q=beans",
  };
  using browser = openBrowser(server, { page });

  browser.analytics.track("user.confirmed");

  expect((await browser.received())[0]?.metadata).toEqual({
    $path: "/cart",
    $referrer: "https://search.example/",
  });
});

test("alias gives what this visitor did to a user, without signing in", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  const { anonymousId } = browser.analytics.who();

  browser.analytics.alias("ann");
  browser.analytics.alias("ann", "visitor-1");
  browser.analytics.track("user.confirmed");

  const [own, other, tracked] = await browser.received();
  expect(own).toMatchObject({ type: "alias", userId: "ann", previousId: anonymousId });
  expect(other).toMatchObject({ type: "alias", userId: "ann", previousId: "visitor-1" });
  expect(tracked?.userId).toBeUndefined();
});

test("a page view and a heartbeat say whose they are", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { page: { url: "https://shop.example/cart?a=1" } });
  const who = browser.analytics.who();

  const pageId = browser.analytics.page({ title: "Cart" });
  browser.analytics.heartbeat({ pageId, activeMs: 60_000 });

  const item = { ...who, timestamp: expect.any(String) as string };
  expect(await browser.received()).toEqual([
    { ...item, type: "page", id: pageId, path: "/cart", title: "Cart" },
    { ...item, type: "heartbeat", id: expect.any(String) as string, pageId, activeMs: 60_000 },
  ]);
});

test("a session ends after half an hour without events, and after a day with them", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  vi.useFakeTimers({ toFake: ["Date"] });
  const sessionAfter = (minutes: number) => {
    vi.advanceTimersByTime(minutes * 60_000);
    return browser.analytics.who().sessionId;
  };

  const first = sessionAfter(0);
  expect(sessionAfter(29)).toBe(first);
  expect(sessionAfter(29)).toBe(first);
  const second = sessionAfter(31);
  expect(second).not.toBe(first);

  for (let hours = 0; hours < 23; hours += 0.25) expect(sessionAfter(15)).toBe(second);
  sessionAfter(29);
  sessionAfter(29);
  expect(sessionAfter(29)).not.toBe(second);
});

test("without persistence nothing is kept, and without identification nobody is told apart", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { persistence: "none" });

  browser.analytics.track("user.confirmed");

  expect(browser.page.storage.length).toBe(0);
  expect((await browser.received())[0]).toHaveProperty("sessionId");
  expect(browser.analytics.who().anonymousId).toBeUndefined();
});

test("persistence in memory keeps the visitor for as long as the page lives", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { persistence: "memory" });

  const { anonymousId } = browser.analytics.who();

  expect(anonymousId).toBeDefined();
  expect(browser.analytics.who().anonymousId).toBe(anonymousId);
  expect(browser.page.storage.length).toBe(0);
});
