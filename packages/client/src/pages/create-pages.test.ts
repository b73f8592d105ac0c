import { afterEach, expect, test, vi } from "vitest";
import type { PageSettings } from "../testing/open-page.ts";
import { openPage } from "../testing/open-page.ts";
import type { Heartbeat, PageDetails } from "../browser/types.ts";
import { createPages } from "./create-pages.ts";

afterEach(() => void vi.useRealTimers());

test("the page that is shown is viewed once, and again when the path changes", async () => {
  using tab = openTab();
  tab.pages.watch({ history: true });

  history.pushState(null, "", "/cart");
  history.replaceState(null, "", "/cart?step=2");
  await later();
  history.pushState(null, "", "/checkout");
  await later();

  expect(tab.viewed.map(({ path }) => path)).toEqual(["/", "/cart", "/checkout"]);
});

test("a redirect counts where it ends", async () => {
  using tab = openTab();
  tab.pages.watch({ history: true });

  history.pushState(null, "", "/old");
  history.replaceState(null, "", "/new");
  await later();

  expect(tab.viewed.map(({ path }) => path)).toEqual(["/", "/new"]);
});

test("a page's referrer is the one before it, without its query", async () => {
  using tab = openTab({ url: "https://shop.example/?token=secret" });
  tab.pages.watch({ history: true });

  history.pushState(null, "", "/cart");
  await later();

  expect(tab.viewed[0]).not.toHaveProperty("referrer");
  expect(tab.viewed[1]).toMatchObject({ referrer: "https://shop.example/" });
});

test("a router may say what is shown", () => {
  using tab = openTab();
  tab.pages.watch();

  tab.pages.view({ path: "/products/:sku", title: "Ember" });
  tab.pages.view({ path: "/products/:sku", title: "Ember" });

  expect(tab.viewed).toEqual([{ path: "/products/:sku", title: "Ember" }]);
});

test("whoever stopped watching captures nothing more, and watching again does not count the page twice", async () => {
  using tab = openTab();
  tab.pages.watch({ history: true })();

  tab.pages.watch({ history: true })();
  history.pushState(null, "", "/cart");
  await later();
  tab.page.leave();

  expect(tab.viewed).toHaveLength(1);
  expect(tab.beats).toEqual([]);
});

test("a heartbeat comes every minute while the page is visible, with the time it was visible", () => {
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

test("leaving a page says how long it was visible, whether for another page or for good", () => {
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

test("a tab that is closed in the background says nothing more", () => {
  using tab = openTab();
  tab.pages.watch({ history: true });
  tab.page.hide();
  tab.beats.length = 0;

  tab.page.leave();

  expect(tab.beats).toEqual([]);
});

test("a visitor who comes back in another session views the page again", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  using tab = openTab();
  tab.pages.watch();
  tab.pages.view({ path: "/cart", title: "Cart" });

  tab.sessionId = "another";
  vi.advanceTimersByTime(60_000);

  expect(tab.viewed).toMatchObject([{ path: "/cart" }, { path: "/cart", title: "Cart" }]);
  expect(tab.beats).toEqual([]);
});

test("outside a browser nothing happens", () => {
  const pages = createPages({
    page: () => expect.unreachable(),
    heartbeat: () => expect.unreachable(),
    who: () => expect.unreachable(),
  });

  pages.watch({ history: true })();
  pages.view({ path: "/" });
});

/** A tab whose client only notes what it is told. */
function openTab(settings?: PageSettings) {
  const page = openPage(settings);
  const noted = { viewed: [] as PageDetails[], beats: [] as Heartbeat[], sessionId: "one" };
  const pages = createPages({
    page: (details = {}) => `page-${noted.viewed.push(details)}`,
    heartbeat: (details = {}) => void noted.beats.push(details),
    who: () => ({ sessionId: noted.sessionId }),
  });

  return Object.assign(noted, { page, pages, [Symbol.dispose]: () => page[Symbol.dispose]() });
}

function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
