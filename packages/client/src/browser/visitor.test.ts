import { afterEach, expect, test, vi } from "vitest";
import { openBrowser } from "../testing/open-browser.ts";
import { startScriptedServer } from "../testing/scripted-server.ts";

afterEach(() => void vi.useRealTimers());

test("events carry the same anonymous id and session on the next page", async () => {
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

test("an identified user and its signature are kept on the next page", async () => {
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

test("reset starts a new anonymous visitor without registered properties", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  browser.analytics.identify("ann");
  browser.analytics.register({ theme: "dark" });
  browser.analytics.reset();

  browser.analytics.track("user.confirmed");

  const [ann, anonymous] = await browser.received();
  expect(anonymous?.userId).toBeUndefined();
  expect(anonymous?.anonymousId).not.toBe(ann?.anonymousId);
  expect(anonymous?.sessionId).not.toBe(ann?.sessionId);
  expect(anonymous?.metadata).not.toHaveProperty("theme");
});

test("another user and signing out start a new visitor", async () => {
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

test("identify(null) without a user keeps the anonymous visitor", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  const { anonymousId } = browser.analytics.getIdentity();

  browser.analytics.identify(null);

  expect(browser.analytics.getIdentity().anonymousId).toBe(anonymousId);
});

test("registered properties are added to every event until they are unregistered, and the event's own metadata wins", async () => {
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

test("later events carry the user's groups, also on the next page, until another user signs in", async () => {
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

test("register ignores values that are not JSON and does not throw", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  const loop: Record<string, unknown> = {};
  loop.self = loop;

  browser.analytics.register({ theme: "dark" });
  browser.analytics.register(loop);
  browser.analytics.track("user.confirmed");

  expect((await browser.received())[0]?.metadata).toMatchObject({ theme: "dark" });
});

test("events carry path and referrer without query and fragment", async () => {
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

test("alias links this or another visitor to a user without signing in", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  const { anonymousId } = browser.analytics.getIdentity();

  browser.analytics.alias("ann");
  browser.analytics.alias("ann", "visitor-1");
  browser.analytics.track("user.confirmed");

  const [own, other, tracked] = await browser.received();
  expect(own).toMatchObject({ type: "alias", userId: "ann", previousId: anonymousId });
  expect(other).toMatchObject({ type: "alias", userId: "ann", previousId: "visitor-1" });
  expect(tracked?.userId).toBeUndefined();
});

test("page views and heartbeats carry the identity of the visitor", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { page: { url: "https://shop.example/cart?a=1" } });
  const identity = browser.analytics.getIdentity();

  const pageId = browser.analytics.page({ title: "Cart" });
  browser.analytics.heartbeat({ pageId, activeMs: 60_000 });

  const item = { ...identity, timestamp: expect.any(String) as string };
  expect(await browser.received()).toEqual([
    { ...item, type: "page", id: pageId, path: "/cart", title: "Cart" },
    { ...item, type: "heartbeat", id: expect.any(String) as string, pageId, activeMs: 60_000 },
  ]);
});

test("a session ends after 30 minutes without events, or after 24 hours", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  vi.useFakeTimers({ toFake: ["Date"] });
  const sessionAfter = (minutes: number) => {
    vi.advanceTimersByTime(minutes * 60_000);
    browser.analytics.heartbeat();
    return browser.analytics.getIdentity().sessionId;
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

test("neither getIdentity nor an idle heartbeat extends the session", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  vi.useFakeTimers({ toFake: ["Date"] });

  browser.analytics.track("user.confirmed");
  const { sessionId } = browser.analytics.getIdentity();
  vi.advanceTimersByTime(20 * 60_000);
  browser.analytics.heartbeat({ isIdle: true });
  expect(browser.analytics.getIdentity().sessionId).toBe(sessionId);
  vi.advanceTimersByTime(11 * 60_000);
  browser.analytics.track("user.confirmed");

  const [first, heartbeat, second] = await browser.received();
  expect(heartbeat).toMatchObject({ type: "heartbeat", sessionId });
  expect(heartbeat).not.toHaveProperty("isIdle");
  expect([first?.sessionId, second?.sessionId === sessionId]).toEqual([sessionId, false]);
});

test("a session that began before the clock was set back by a year ends now", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-01-01") });
  const { sessionId } = browser.analytics.getIdentity();

  vi.setSystemTime(new Date("2026-01-01"));

  expect(browser.analytics.getIdentity().sessionId).not.toBe(sessionId);
});

test("persistence none stores nothing and creates no anonymous id", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { persistence: "none" });

  browser.analytics.track("user.confirmed");

  expect(browser.page.storage.length).toBe(0);
  expect((await browser.received())[0]).toHaveProperty("sessionId");
  expect(browser.analytics.getIdentity().anonymousId).toBeUndefined();
});

test("persistence memory keeps the visitor until the page closes", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { persistence: "memory" });

  const { anonymousId } = browser.analytics.getIdentity();

  expect(anonymousId).toBeDefined();
  expect(browser.analytics.getIdentity().anonymousId).toBe(anonymousId);
  expect(browser.page.storage.length).toBe(0);
});
