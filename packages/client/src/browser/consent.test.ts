import { expect, test, vi } from "vitest";
import { openBrowser } from "../testing/open-browser.ts";
import { startScriptedServer } from "../testing/scripted-server.ts";

test("optOut stops capturing, drops queued events and deletes the visitor's data", async () => {
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
  "an opt-out is kept across reset and pages with persistence %s",
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
  "%o counts as an opt-out with respectDoNotTrack, until the visitor opts in",
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

test("Do Not Track is ignored without respectDoNotTrack", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { page: { navigator: { doNotTrack: "1" } } });

  expect(browser.analytics.isOptedOut()).toBe(false);
});

test("a burst is queued and sent in order, one request at a time", async () => {
  await using server = await startScriptedServer();
  using browser = openBrowser(server);

  const ids = Array.from({ length: 900 }, () => browser.analytics.track("user.confirmed"));

  expect((await browser.received()).map(({ id }) => id)).toEqual(ids);
  expect(browser.problems).toEqual([]);
  expect(server.getMaxConcurrent()).toBe(1);
});

test("a problem caused by onError itself is not reported to onError", async () => {
  await using server = await startScriptedServer();
  const reported: string[] = [];
  using browser = openBrowser(server, {
    queueLimit: 100,
    batchSize: 1_000,
    onError: ({ code }) => {
      reported.push(code);
      browser.analytics.track("user.confirmed");
    },
  });

  for (let count = 0; count < 102; count++) browser.analytics.track("user.confirmed");

  expect(reported).toEqual(["queue_full", "queue_full"]);
});

test("debug logs captured, sent and dropped events", async () => {
  const debug = vi.spyOn(console, "debug").mockReturnValue();
  await using server = await startScriptedServer();
  using browser = openBrowser(server, { debug: true });

  browser.analytics.track("user.confirmed");
  await browser.analytics.flush();
  browser.analytics.optOut();
  browser.analytics.track("user.confirmed");

  expect(debug.mock.calls.map(([, action]) => action as string)).toEqual(["captured", "sent", "dropped"]);
  debug.mockRestore();
});
