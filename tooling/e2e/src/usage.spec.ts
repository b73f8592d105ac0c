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
  await shopping.locator('a[href="/register"]').first().click();
  await shopping.waitForURL(/\/register/);
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

test("the account menu leads to usage, where a range that was just seen is not asked for again", async ({
  panel,
  project,
}) => {
  await panel.getByRole("button", { name: "Account of admin@example.com" }).first().click();
  const item = panel.getByRole("menuitem", { name: "Usage" });
  await expect(item.locator("svg.lucide-chart-column")).toBeVisible();
  const [first] = await Promise.all([panel.waitForResponse(/usage\.overview/), item.click()]);
  expect(first.status()).toBe(200);
  await expect(panel).toHaveURL(`${project.origin}/usage`);

  const asked: string[] = [];
  panel.on("request", (request) => {
    if (request.url().includes("usage.overview")) asked.push(request.url());
  });
  await panel.getByRole("link", { name: "7 days" }).click();
  await expect(panel).toHaveURL(/range=7d/);
  await expect.poll(() => asked.length).toBe(1);
  await panel.getByRole("link", { name: "30 days" }).click();
  await expect(panel).toHaveURL(`${project.origin}/usage`);
  await expect(panel.getByLabel("Overview")).toContainText("Page views");
  await panel.waitForLoadState("networkidle");

  expect(asked).toHaveLength(1);
});

test("the table of users has the full width, never scrolls sideways however long an id is, and leads to a timeline", async ({
  panel,
  project,
}) => {
  const userId = `u_${"long".repeat(40)}`;
  await project.send({ name: "user.confirmed", userId });

  for (const width of [1280, 390]) {
    await panel.setViewportSize({ width, height: 860 });
    await panel.goto(`${project.origin}/usage?q=${userId}`);
    const table = panel.getByRole("table", { name: /^Users/ });
    await expect(table.getByRole("link", { name: userId })).toBeVisible();
    await expect(table).toHaveCSS("table-layout", "fixed");

    const { beyond, missing } = await table.evaluate((table) => {
      const frame = table.closest("section")!;
      return {
        beyond: frame.scrollWidth - frame.clientWidth,
        missing: frame.clientWidth - table.clientWidth,
      };
    });
    expect([width, beyond]).toEqual([width, 0]);
    expect(missing).toBeLessThanOrEqual(2);
  }
  // Its middle is cut off with the end of the id.
  await panel.getByRole("link", { name: userId }).click({ position: { x: 20, y: 8 } });

  await expect(panel).toHaveURL(`${project.origin}/users/${userId}`);
  await expect(panel.getByText("Confirmed", { exact: false }).first()).toBeVisible();
});

const readings = ["overview", "users", "trends", "endpoints"];

test("whoever is not signed in gets 401 from what the page about usage asks, and the sign-in page for it", async ({
  project,
  request,
}) => {
  for (const reading of readings) {
    expect((await request.get(`${project.origin}/trpc/usage.${reading}`)).status()).toBe(401);
  }
  const answer = await request.get(`${project.origin}/usage`, { maxRedirects: 0 });
  expect(answer.status()).toBe(302);
  expect(answer.headers().location).toContain("/sign-in");
});

test("who is signed in and no admin gets 403 from the page about usage and from what it asks", async ({
  page,
  project,
}) => {
  await page.goto(await project.signInLink("eve@example.com"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${project.origin}/`);
  await project.changeMember("demote", "eve@example.com");

  const answer = await page.goto(`${project.origin}/usage`);

  expect(answer?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "You are not an admin here" })).toBeVisible();
  for (const reading of readings) {
    expect((await page.request.get(`${project.origin}/trpc/usage.${reading}`)).status()).toBe(403);
  }
});
