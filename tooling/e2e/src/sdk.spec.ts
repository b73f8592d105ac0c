import { bundleEntry } from "@admin-events/client/publishing";
import type { BrowserContext, Page } from "@playwright/test";
import type { Project } from "./project.ts";
import { expect, test } from "./project.ts";

/** A client waits at most 30 seconds between two attempts. */
const ARRIVAL = { timeout: 90_000 };

test("two tabs that go offline and online while the server restarts lose no events and send none twice", async ({
  context,
  panel,
  project,
}) => {
  test.slow();
  const name = "tabs.checked";
  const [one, two] = [await openTab(context, project), await openTab(context, project)];
  const marks: string[] = [];
  const trackInBoth = async () => void marks.push(...(await track(one, name)), ...(await track(two, name)));

  await trackInBoth();
  await context.setOffline(true);
  await failToSend(context, trackInBoth);
  await project.killServer();
  await failToSend(context, () => context.setOffline(false));
  await trackInBoth();
  await project.startServer();

  await expect.poll(() => findStoredMarks(panel, project, name), ARRIVAL).toEqual(marks.toSorted());
  await expect.poll(() => countQueued(one), ARRIVAL).toBe(0);
  expect(await findStoredMarks(panel, project, name)).toEqual(marks.toSorted());
});

for (const [way, leave] of [
  ["closed", (tab: Page) => tab.close({ runBeforeUnload: true })],
  ["left for another page", (tab: Page) => tab.goto("about:blank")],
] as const) {
  test(`queued events of a tab that is ${way} still arrive`, async ({ context, panel, project }) => {
    const name = `unload.${way.split(" ")[0]}`;
    const tab = await openTab(context, project, { flushIntervalMs: 3_600_000 });
    const marks = await track(tab, name);

    await leave(tab);

    await expect.poll(() => findStoredMarks(panel, project, name), ARRIVAL).toEqual(marks.toSorted());
  });
}

test("events that a closing tab could not send are sent once by the next tab", async ({
  context,
  panel,
  project,
}) => {
  test.slow();
  const name = "unload.missed";
  const tab = await openTab(context, project, { flushIntervalMs: 3_600_000 });
  const marks = await track(tab, name);
  await project.killServer();
  await tab.goto("about:blank");
  await tab.close();
  await project.startServer();
  expect(await findStoredMarks(panel, project, name)).toEqual([]);

  const next = await openTab(context, project);

  await expect.poll(() => findStoredMarks(panel, project, name), ARRIVAL).toEqual(marks.toSorted());
  await expect.poll(() => countQueued(next), ARRIVAL).toBe(0);
});

/**
 * Opens a tab with only the client, on the shop's origin. The shop has to serve the page, because browsers block requests
 * to loopback addresses from pages that a test intercepts.
 */
async function openTab(context: BrowserContext, project: Project, options: object = {}): Promise<Page> {
  const { outputFiles } = await bundleEntry("snippet");
  const settings = JSON.stringify({ url: project.origin, key: project.publicKey, ...options });
  const tab = await context.newPage();
  await tab.goto(`${project.shopOrigin}/healthz`);
  await tab.evaluate(
    `${outputFiles[0]!.text}; globalThis.analytics = AdminEvents.createAnalytics(${settings});`,
  );

  return tab;
}

/** Tracks ten events and returns their marks. An event of a public key is not stored under the id that it was sent with. */
function track(tab: Page, name: string): Promise<string[]> {
  return tab.evaluate((name) => {
    const { analytics } = globalThis as unknown as {
      analytics: { track: (name: string, data: object) => void };
    };
    return Array.from({ length: 10 }, () => {
      const mark = Math.random().toString(36).slice(2);
      analytics.track(name, { mark });
      return mark;
    });
  }, name);
}

/** Runs `act` and waits until a batch of an open tab has failed to arrive. */
async function failToSend(context: BrowserContext, act: () => Promise<unknown>): Promise<void> {
  const failed = context.waitForEvent("requestfailed", (request) => request.url().endsWith("/ingest"));
  await act();
  await failed;
}

/** How many events are still queued in the tabs of the shop. */
function countQueued(tab: Page): Promise<number> {
  return tab.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(" e")).length);
}

/** The sorted marks of the stored events with a name. An event that was stored twice appears twice. */
async function findStoredMarks(panel: Page, { origin }: Project, name: string): Promise<string[]> {
  const input = encodeURIComponent(JSON.stringify({ name, limit: 200 }));
  const response = await panel.request.get(`${origin}/trpc/list_latest?input=${input}`);
  const { result } = (await response.json()) as {
    result: { data: { items: { metadata: { mark: string } }[] } };
  };

  return result.data.items.map(({ metadata }) => metadata.mark).toSorted();
}
