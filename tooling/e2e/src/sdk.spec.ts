import { bundleEntry } from "@admin-events/client/publishing";
import type { BrowserContext, Page } from "@playwright/test";
import type { Project } from "./project.ts";
import { expect, test } from "./project.ts";

/** However slow the machine is: the longest wait of a client between two attempts is 30 seconds. */
const arrival = { timeout: 90_000 };

test("two tabs that go off- and online, while the server goes and comes, lose nothing and send nothing twice", async ({
  context,
  panel,
  project,
}) => {
  test.slow();
  const name = "tabs.checked";
  const [one, two] = [await openTab(context, project), await openTab(context, project)];
  const ids: string[] = [];
  const trackInBoth = async () => void ids.push(...(await track(one, name)), ...(await track(two, name)));

  await trackInBoth();
  await context.setOffline(true);
  await missing(context, trackInBoth);
  await project.killServer();
  await missing(context, () => context.setOffline(false));
  await trackInBoth();
  await project.startServer();

  await expect.poll(() => storedIds(panel, project, name), arrival).toEqual(ids.toSorted());
  await expect.poll(() => waitingIn(one), arrival).toBe(0);
  expect(await storedIds(panel, project, name)).toEqual(ids.toSorted());
});

for (const [way, leave] of [
  ["closed", (tab: Page) => tab.close({ runBeforeUnload: true })],
  ["left for another page", (tab: Page) => tab.goto("about:blank")],
] as const) {
  test(`what waits in a tab that is ${way} arrives without it`, async ({ context, panel, project }) => {
    const name = `unload.${way.split(" ")[0]}`;
    const tab = await openTab(context, project, { flushIntervalMs: 3_600_000 });
    const ids = await track(tab, name);

    await leave(tab);

    await expect.poll(() => storedIds(panel, project, name), arrival).toEqual(ids.toSorted());
  });
}

test("what a tab could not send while it was left is sent by the next one, once", async ({
  context,
  panel,
  project,
}) => {
  test.slow();
  const name = "unload.missed";
  const tab = await openTab(context, project, { flushIntervalMs: 3_600_000 });
  const ids = await track(tab, name);
  await project.killServer();
  await tab.goto("about:blank");
  await tab.close();
  await project.startServer();
  expect(await storedIds(panel, project, name)).toEqual([]);

  const next = await openTab(context, project);

  await expect.poll(() => storedIds(panel, project, name), arrival).toEqual(ids.toSorted());
  await expect.poll(() => waitingIn(next), arrival).toBe(0);
});

/**
 * A tab of the shop's origin that holds nothing but the client. The shop itself answers its page: a browser lets no
 * page that a test made up speak to this machine.
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

/** Tracks ten events and answers their ids. */
function track(tab: Page, name: string): Promise<string[]> {
  return tab.evaluate((name) => {
    const { analytics } = globalThis as unknown as { analytics: { track: (name: string) => string } };
    return Array.from({ length: 10 }, () => analytics.track(name));
  }, name);
}

/** Does something, and waits until a batch of a tab that stays has failed to arrive. */
async function missing(context: BrowserContext, act: () => Promise<unknown>): Promise<void> {
  const failed = context.waitForEvent("requestfailed", (request) => request.url().endsWith("/ingest"));
  await act();
  await failed;
}

/** How many events the tabs of the shop still keep. */
function waitingIn(tab: Page): Promise<number> {
  return tab.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(" e")).length);
}

/** The ids of the stored events of a name, sorted; one that was stored twice would stand here twice. */
async function storedIds(panel: Page, { origin }: Project, name: string): Promise<string[]> {
  const input = encodeURIComponent(JSON.stringify({ name, limit: 200 }));
  const response = await panel.request.get(`${origin}/trpc/list_latest?input=${input}`);
  const { result } = (await response.json()) as { result: { data: { items: { id: string }[] } } };

  return result.data.items.map(({ id }) => id).toSorted();
}
