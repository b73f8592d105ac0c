import { afterEach, expect, test, vi } from "vitest";
import type { PageSettings } from "../testing/open-page.ts";
import { openPage } from "../testing/open-page.ts";
import type { Heartbeat, PageDetails } from "../browser/types.ts";
import { createPages } from "./create-pages.ts";

afterEach(() => void vi.useRealTimers());

test("a page view is captured for the first page and for every new path", async () => {
  using tab = openTab();
  tab.pages.watch({ history: true });

  history.pushState(null, "", "/cart");
  history.replaceState(null, "", "/cart?step=2");
  await wait();
  history.pushState(null, "", "/checkout");
  await wait();

  expect(tab.viewed.map(({ path }) => path)).toEqual(["/", "/cart", "/checkout"]);
});

test("a redirect is captured once with its final path", async () => {
  using tab = openTab();
  tab.pages.watch({ history: true });

  history.pushState(null, "", "/old");
  history.replaceState(null, "", "/new");
  await wait();

  expect(tab.viewed.map(({ path }) => path)).toEqual(["/", "/new"]);
});

test("the referrer is the previous page without its query", async () => {
  using tab = openTab({ url: "https://shop.example/?token=secret" });
  tab.pages.watch({ history: true });

  history.pushState(null, "", "/cart");
  await wait();

  expect(tab.viewed[0]).not.toHaveProperty("referrer");
  expect(tab.viewed[1]).toMatchObject({ referrer: "https://shop.example/" });
});

test("view captures the page that a router provides once", () => {
  using tab = openTab();
  tab.pages.watch();

  tab.pages.view({ path: "/products/:sku", title: "Ember" });
  tab.pages.view({ path: "/products/:sku", title: "Ember" });

  expect(tab.viewed).toEqual([{ path: "/products/:sku", title: "Ember" }]);
});

test("nothing is captured after watching stops, and watching again does not capture the same page twice", async () => {
  using tab = openTab();
  tab.pages.watch({ history: true })();

  tab.pages.watch({ history: true })();
  history.pushState(null, "", "/cart");
  await wait();
  tab.page.leave();

  expect(tab.viewed).toHaveLength(1);
  expect(tab.beats).toEqual([]);
});

test("a heartbeat is sent every minute while the page is visible, with the visible time", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  using tab = openTab();
  tab.pages.watch({ history: true });

  vi.advanceTimersByTime(60_000);
  vi.advanceTimersByTime(30_000);
  tab.page.hide();
  vi.advanceTimersByTime(300_000);
  tab.page.show();
  vi.advanceTimersByTime(30_000);

  expect(tab.beats).toMatchObject([
    { pageId: "page-1", activeMs: 60_000 },
    { pageId: "page-1", activeMs: 90_000, isIdle: true },
    { pageId: "page-1", activeMs: 120_000 },
  ]);
});

test("leaving a page, also for another page, sends the time it was visible", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  using tab = openTab();
  tab.pages.watch();

  tab.pages.view({ path: "/" });
  vi.advanceTimersByTime(5_000);
  tab.pages.view({ path: "/cart" });
  vi.advanceTimersByTime(2_000);
  tab.page.leave();
  tab.page.hide();

  expect(tab.beats).toEqual([
    { pageId: "page-1", activeMs: 5_000, isLeaving: true },
    { pageId: "page-2", activeMs: 2_000, isLeaving: true },
  ]);
});

test("closing a hidden tab sends no heartbeat", () => {
  using tab = openTab();
  tab.pages.watch({ history: true });
  tab.page.hide();
  tab.beats.length = 0;

  tab.page.leave();

  expect(tab.beats).toEqual([]);
});

test("a new session captures a new page view", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  using tab = openTab();
  tab.pages.watch();
  tab.pages.view({ path: "/cart", title: "Cart" });

  tab.sessionId = "another";
  vi.advanceTimersByTime(60_000);

  expect(tab.viewed).toMatchObject([{ path: "/cart" }, { path: "/cart", title: "Cart" }]);
  expect(tab.beats).toEqual([]);
});

test("heartbeats and the page's time stop 30 minutes after the visitor's last sign", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  using tab = openTab();
  tab.pages.watch({ history: true });

  vi.advanceTimersByTime(10 * 60_000);
  tab.page.move();
  vi.advanceTimersByTime(8 * 3_600_000);
  tab.page.leave();

  expect(tab.beats.length).toBeLessThanOrEqual(40);
  expect(tab.beats.at(-1)?.activeMs).toBeGreaterThanOrEqual(38 * 60_000);
  expect(tab.beats.at(-1)?.activeMs).toBeLessThanOrEqual(40 * 60_000);
  expect(tab.beats.filter(({ isIdle }) => !isIdle)).toHaveLength(2);
  expect(tab.viewed).toHaveLength(1);
});

test("a visitor who returns after 30 minutes begins a new session with a new page view", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  using tab = openTab();
  tab.pages.watch({ history: true });
  vi.advanceTimersByTime(3_600_000);
  const before = tab.beats.length;

  tab.sessionId = "another";
  vi.advanceTimersByTime(3_600_000);
  expect(tab.viewed).toHaveLength(1);
  tab.page.move();
  vi.advanceTimersByTime(60_000);

  expect(tab.viewed).toHaveLength(2);
  expect(tab.beats.slice(before)).toMatchObject([{ pageId: "page-2", activeMs: 60_000 }]);
});

test("a prerendered page is viewed once the visitor opens it, with its last path", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  using tab = openTab({ isPrerendering: true });
  tab.page.hide();
  tab.pages.watch({ history: true });
  tab.pages.view({ path: "/old" });
  tab.pages.view({ path: "/new" });
  vi.advanceTimersByTime(180_000);
  expect([tab.viewed, tab.beats]).toEqual([[], []]);

  tab.page.activate();
  tab.page.show();
  await wait();
  vi.advanceTimersByTime(60_000);

  expect(tab.viewed.map(({ path }) => path)).toEqual(["/new"]);
  expect(tab.beats).toMatchObject([{ pageId: "page-1", activeMs: 60_000 }]);
});

test.each([true, false])(
  "a page restored from the back/forward cache is viewed again, once (history: %s)",
  async (history) => {
    using tab = openTab({ url: "https://shop.example/cart" });
    tab.pages.watch({ history });
    tab.pages.view({ title: "Cart" });
    tab.page.leave();
    tab.page.hide();

    tab.page.show();
    tab.page.restore();
    await wait();

    expect(tab.viewed.map(({ path }) => path)).toEqual(["/cart", "/cart"]);
    expect(tab.beats).toMatchObject([{ pageId: "page-1", isLeaving: true }]);
  },
);

test("the routes of a hash router are page views, other fragments are not", async () => {
  using tab = openTab({ url: "https://shop.example/app#access_token=secret" });
  tab.pages.watch({ history: true });

  for (const hash of ["#/about?token=secret", "#section", "#!/beans"]) {
    location.hash = hash;
    await wait();
  }

  expect(tab.viewed.map(({ path }) => path)).toEqual(["/app", "/app#/about", "/app", "/app#!/beans"]);
  expect(JSON.stringify(tab.viewed)).not.toContain("secret");
});

test("a frozen history and an analytics client that throws do not break the page", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  using page = openPage();
  vi.stubGlobal("history", Object.freeze({ pushState() {}, replaceState() {} }));
  const fail = () => {
    throw new Error("broken");
  };
  const pages = createPages({ page: fail, heartbeat: fail, getIdentity: fail });

  const stop = pages.watch({ history: true });
  pages.view({ path: "/a" });
  vi.advanceTimersByTime(120_000);
  page.move();
  page.leave();
  stop();
});

test("outside a browser nothing is captured", () => {
  const pages = createPages({
    page: () => expect.unreachable(),
    heartbeat: () => expect.unreachable(),
    getIdentity: () => expect.unreachable(),
  });

  pages.watch({ history: true })();
  pages.view({ path: "/" });
});

/** Opens a tab with a client that records calls. */
function openTab(settings?: PageSettings) {
  const page = openPage(settings);
  const calls = { viewed: [] as PageDetails[], beats: [] as Heartbeat[], sessionId: "one" };
  const pages = createPages({
    page: (details = {}) => `page-${calls.viewed.push(details)}`,
    heartbeat: (details = {}) => void calls.beats.push(details),
    getIdentity: () => ({ sessionId: calls.sessionId }),
  });

  return Object.assign(calls, { page, pages, [Symbol.dispose]: () => page[Symbol.dispose]() });
}

function wait(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
