import { expect, test } from "vitest";
import { createCookieJar } from "../testing/cookie-jar.ts";
import { openBrowser } from "../testing/open-browser.ts";
import { startScriptedServer } from "../testing/scripted-server.ts";

test("subdomains share the visitor, the session, the user and an opt-out", async () => {
  await using server = await startScriptedServer();
  const cookies = createCookieJar();
  const visit = (url: string) => openBrowser(server, { persistence: "cookie", page: { url, cookies } });
  using www = visit("https://www.shop.example/");
  www.analytics.identify("ann");
  const identity = www.analytics.getIdentity();
  www.page[Symbol.dispose]();

  using app = visit("https://app.shop.example/");
  expect(app.analytics.getIdentity()).toEqual(identity);
  app.analytics.optOut();
  expect(cookies.read("shop.example")).not.toContain("ann");
  app.page[Symbol.dispose]();

  using later = visit("https://www.shop.example/");
  expect(later.analytics.isOptedOut()).toBe(true);
});

test.each([
  ["https://a.b.shop.co.uk/", "shop.co.uk"],
  ["https://shop.example/", "shop.example"],
  ["http://localhost/", "localhost"],
])("the visitor of %s is kept for %s and not for its neighbors", async (url, domain) => {
  await using server = await startScriptedServer();
  const cookies = createCookieJar();
  using browser = openBrowser(server, { persistence: "cookie", page: { url, cookies } });

  const { anonymousId } = browser.analytics.getIdentity();

  expect(cookies.read(domain)).toContain(anonymousId);
  expect(cookies.read("other.example") + cookies.read("other.co.uk")).toBe("");
});

test("a site that changes to cookies keeps its visitors and their opt-outs", async () => {
  await using server = await startScriptedServer();
  using before = openBrowser(server);
  const { anonymousId } = before.analytics.getIdentity();
  const { storage } = before.page;
  before.page[Symbol.dispose]();
  const cookies = createCookieJar();

  using after = openBrowser(server, { persistence: "cookie", page: { storage, cookies } });
  expect(after.analytics.getIdentity().anonymousId).toBe(anonymousId);
  after.analytics.reset();
  const { anonymousId: next } = after.analytics.getIdentity();
  after.page[Symbol.dispose]();

  using later = openBrowser(server, { persistence: "cookie", page: { storage, cookies } });
  expect(next).not.toBe(anonymousId);
  expect(later.analytics.getIdentity().anonymousId).toBe(next);
});

test("an opt-out in localStorage is respected after a change to cookies", async () => {
  await using server = await startScriptedServer();
  using before = openBrowser(server);
  before.analytics.optOut();
  const { storage } = before.page;
  before.page[Symbol.dispose]();

  using after = openBrowser(server, { persistence: "cookie", page: { storage, cookies: createCookieJar() } });

  expect(after.analytics.isOptedOut()).toBe(true);
});

test("without cookies the visitor is kept in localStorage", async () => {
  await using server = await startScriptedServer();
  const cookies = { read: () => "", write() {} };
  using first = openBrowser(server, { persistence: "cookie", page: { cookies } });
  const identity = first.analytics.getIdentity();
  const { storage } = first.page;
  first.page[Symbol.dispose]();

  using second = openBrowser(server, { persistence: "cookie", page: { storage, cookies } });

  expect(second.analytics.getIdentity()).toEqual(identity);
});

test("properties that are too long for a cookie are kept until the page closes", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { persistence: "cookie", page: { cookies: createCookieJar() } });

  browser.analytics.register({ theme: "dark" });
  browser.analytics.register({ cart: "x".repeat(5_000) });
  browser.analytics.track("user.confirmed");

  expect((await browser.received())[0]?.metadata).toMatchObject({ theme: "dark", cart: "x".repeat(5_000) });
});

test("another script's broken cookie changes nothing", async () => {
  await using server = await startScriptedServer();
  const cookies = createCookieJar();
  cookies.write("shop.example", "odd%=%E0%A4%A");
  using browser = openBrowser(server, { persistence: "cookie", page: { cookies } });

  const { anonymousId } = browser.analytics.getIdentity();

  expect(browser.analytics.getIdentity().anonymousId).toBe(anonymousId);
});
