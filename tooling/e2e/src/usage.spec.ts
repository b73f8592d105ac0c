import { expect, test } from "./project.ts";

interface Overview {
  requests: { current: number };
  pageViews: { current: number };
  sessions: { current: number };
  averageSessionSeconds: { current: number | null };
  uniqueUsers: { current: number };
}

test("browsing the shop shows on the page about usage: requests, page views, one session of the right length", async ({
  panel,
  project,
  browser,
}) => {
  const overview = async () => {
    const answer = await panel.request.get(`${project.origin}/trpc/usage.overview`);
    const { result } = (await answer.json()) as { result: { data: Overview } };
    return result.data;
  };
  const before = await overview();
  const shopping = await (await browser.newContext()).newPage();

  const startedAt = Date.now();
  await shopping.goto(`${project.shopOrigin}/`);
  await shopping.locator('a[href^="/products/"]').first().click();
  await shopping.waitForURL(/\/products\//);
  await shopping.waitForTimeout(4_000);
  await shopping.locator('a[href="/cart"]').first().click();
  await shopping.waitForURL(/\/cart/);
  await shopping.waitForTimeout(1_000);
  const seconds = (Date.now() - startedAt) / 1000;
  await shopping.close({ runBeforeUnload: true });

  await expect
    .poll(async () => (await overview()).pageViews.current - before.pageViews.current, { timeout: 15_000 })
    .toBeGreaterThanOrEqual(3);
  const after = await overview();
  expect(after.sessions.current - before.sessions.current).toBe(1);
  expect(after.requests.current).toBeGreaterThan(before.requests.current);

  const total = ({ sessions, averageSessionSeconds }: Overview) =>
    sessions.current * (averageSessionSeconds.current ?? 0);
  expect(Math.abs(total(after) - total(before) - seconds)).toBeLessThan(3);

  await panel.goto(`${project.origin}/usage`);
  const cards = panel.getByLabel("Overview");
  await expect(cards).toContainText("Page views");
  await expect(cards).toContainText(String(after.pageViews.current));
  await expect(panel.locator(".recharts-surface").nth(1)).toBeVisible();
  await panel.getByRole("link", { name: /Browsing/ }).click();
  await expect(panel.getByRole("rowheader", { name: "GET /api/me" })).toBeVisible();
});

test("who is no admin gets 401 or 403 from the page about usage and from what it asks", async ({
  project,
  request,
}) => {
  for (const reading of ["overview", "users", "trends", "endpoints"]) {
    expect((await request.get(`${project.origin}/trpc/usage.${reading}`)).status()).toBe(401);
  }
  const answer = await request.get(`${project.origin}/usage`, { maxRedirects: 0 });
  expect(answer.status()).toBe(302);
  expect(answer.headers().location).toContain("/sign-in");
});
