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

  expect(tab.beats).toEqual([60_000, 90_000, 120_000].map((activeMs) => ({ pageId: "page-1", activeMs })));
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
