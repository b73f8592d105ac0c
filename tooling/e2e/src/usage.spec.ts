import { expect, test } from "./project.ts";

interface Overview {
  requests: { current: number };
  pageViews: { current: number };
  sessions: { current: number };
  averageSessionSeconds: { current: number | null };
  uniqueUsers: { current: number };
}

test("browsing the shop is counted as requests, page views and one session of the right length", async ({
  panel,
  project,
  browser,
}) => {
  const overview = async () => {
    const response = await panel.request.get(`${project.origin}/trpc/usage.overview`);
    const { result } = (await response.json()) as { result: { data: Overview } };
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
  const latency = panel.getByRole("figure", { name: "Response time" });
  await latency.locator("[data-mark]").last().focus();
  await expect(panel.getByRole("tooltip", { includeHidden: true })).toContainText("p95");
  await panel.getByRole("link", { name: "Today" }).click();
  await expect(panel.getByRole("figure", { name: "Active people" }).locator("[data-bar-label]")).toHaveCount(
    24,
  );
  await panel.getByRole("link", { name: "30 days" }).click();
  await panel.getByRole("link", { name: /Browsing/ }).click();
  await expect(panel.getByRole("rowheader", { name: "GET /api/me" })).toBeVisible();
});

test("the account menu links to usage, which does not request a recent range again", async ({
  panel,
  project,
}) => {
  await panel.getByRole("button", { name: "Account: admin@example.com" }).first().click();
  const item = panel.getByRole("menuitem", { name: "Usage" });
  await expect(item.locator("svg.lucide-chart-column")).toBeVisible();
  const [first] = await Promise.all([panel.waitForResponse(/usage\.overview/), item.click()]);
  expect(first.status()).toBe(200);
  await expect(panel).toHaveURL(`${project.origin}/usage`);

  const requests: string[] = [];
  panel.on("request", (request) => {
    if (request.url().includes("usage.overview")) requests.push(request.url());
  });
  await panel.getByRole("link", { name: "7 days" }).click();
  await expect(panel).toHaveURL(/range=7d/);
  await expect.poll(() => requests.length).toBe(1);
  await panel.getByRole("link", { name: "30 days" }).click();
  await expect(panel).toHaveURL(`${project.origin}/usage`);
  await expect(panel.getByLabel("Overview")).toContainText("Page views");
  await panel.waitForLoadState("networkidle");

  expect(requests).toHaveLength(1);
});

test("the table of people has the full width, never scrolls sideways, and links to a timeline", async ({
  panel,
  project,
}) => {
  const userId = `u_${"long".repeat(40)}`;
  await project.send({ name: "user.confirmed", userId });

  for (const width of [1280, 390]) {
    await panel.setViewportSize({ width, height: 860 });
    await panel.goto(`${project.origin}/usage?q=${userId}`);
    const table = panel.getByRole("table", { name: /^People/ });
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
  // The middle of the link is cut off.
  await panel.getByRole("link", { name: userId }).click({ position: { x: 20, y: 8 } });

  await expect(panel).toHaveURL(`${project.origin}/users/${userId}`);
  await expect(panel.getByText("Confirmed", { exact: false }).first()).toBeVisible();
});

const PROCEDURES = ["overview", "users", "trends", "endpoints"];

test("without a session the usage API returns 401 and the page redirects to sign-in", async ({
  project,
  request,
}) => {
  for (const procedure of PROCEDURES) {
    expect((await request.get(`${project.origin}/trpc/usage.${procedure}`)).status()).toBe(401);
  }
  const response = await request.get(`${project.origin}/usage`, { maxRedirects: 0 });
  expect(response.status()).toBe(302);
  expect(response.headers().location).toContain("/sign-in");
});

test("a user who is not an admin gets 403 from the usage page and its API", async ({ page, project }) => {
  await page.goto(await project.signInLink("eve@example.com"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${project.origin}/`);
  await project.changeMember("demote", "eve@example.com");

  const response = await page.goto(`${project.origin}/usage`);

  expect(response?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "You don't have access" })).toBeVisible();
  for (const procedure of PROCEDURES) {
    expect((await page.request.get(`${project.origin}/trpc/usage.${procedure}`)).status()).toBe(403);
  }
});
