import { expect, test, vi } from "vitest";
import { openBrowser } from "../testing/open-browser.ts";
import { startScriptedServer } from "../testing/scripted-server.ts";

test("after optOut nothing is captured, what waited is dropped, and nothing of the visitor is left", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);
  browser.analytics.track("user.confirmed");

  browser.analytics.optOut();
  browser.analytics.identify("ann");
  browser.analytics.register({ theme: "dark" });
  const id = browser.analytics.track("user.confirmed");

  expect(id).toHaveLength(36);
  expect(browser.analytics.isOptedOut()).toBe(true);
  expect(await browser.received()).toEqual([]);
  expect(Object.values(browser.page.storage)).toEqual(["out"]);
});

test.each(["localStorage", "memory", "none"] as const)(
  "an opt-out is kept across reset and pages, with persistence %s",
  async (persistence) => {
    await using server = await startScriptedServer();
    using first = openBrowser(server, { persistence });
    first.analytics.optOut();
    first.analytics.reset();
    first.page[Symbol.dispose]();
    using second = openBrowser(server, { persistence, page: { storage: first.page.storage } });

    second.analytics.track("user.confirmed");
    second.analytics.optIn();
    const id = second.analytics.track("user.confirmed");

    expect(await second.received()).toMatchObject([{ id }]);
  },
);

test.each([{ doNotTrack: "1" }, { globalPrivacyControl: true }])(
  "%o counts as an opt-out where it is respected, until the visitor opts in",
  async (navigator) => {
    await using server = await startScriptedServer();
    using browser = openBrowser(server, { respectDoNotTrack: true, page: { navigator } });

    browser.analytics.track("user.confirmed");
    const before = await browser.received();
    browser.analytics.optIn();
    browser.analytics.track("user.confirmed");

    expect(before).toEqual([]);
    expect(await browser.received()).toHaveLength(1);
  },
);

test("Do Not Track is not asked for unless the app respects it", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { page: { navigator: { doNotTrack: "1" } } });

  expect(browser.analytics.isOptedOut()).toBe(false);
});

test("a loop is broken off: a hundred at once, then ten a second", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { batchSize: 1_000 });
  vi.useFakeTimers({ toFake: ["performance"] });

  const ids = Array.from({ length: 105 }, () => browser.analytics.track("user.confirmed"));
  vi.advanceTimersByTime(500);
  for (let count = 0; count < 10; count++) browser.analytics.track("user.confirmed");
  vi.useRealTimers();

  expect(await browser.received()).toHaveLength(105);
  expect(browser.problems).toHaveLength(10);
  expect(browser.problems[0]).toMatchObject({ code: "too_many", eventIds: [ids[100]] });
});

test("a callback that tracks what was lost is not told of that again", async () => {
  await using server = await startScriptedServer();
  const told: string[] = [];
  using browser = openBrowser(server, {
    onError: ({ code }) => {
      told.push(code);
      browser.analytics.track("user.confirmed");
    },
  });

  vi.useFakeTimers({ toFake: ["performance"] });
  for (let count = 0; count < 102; count++) browser.analytics.track("user.confirmed");
  vi.useRealTimers();

  expect(told).toEqual(["too_many", "too_many"]);
});

test("debug says what is captured, sent and dropped", async () => {
  const debug = vi.spyOn(console, "debug").mockReturnValue();
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { debug: true });

  browser.analytics.track("user.confirmed");
  await browser.analytics.flush();
  browser.analytics.optOut();
  browser.analytics.track("user.confirmed");

  expect(debug.mock.calls.map(([, what]) => what as string)).toEqual(["captured", "sent", "dropped"]);
  debug.mockRestore();
});
