import { expect, test } from "./project.ts";

interface ShopEvent {
  user: { name: string | null } | null;
  metadata: Record<string, unknown>;
}

test("signing up in the shop shows in the feed, sends a welcome and, with the mailed link, a confirmation", async ({
  page,
  browser,
  project,
}) => {
  const watching = await (await browser.newContext()).newPage();
  await watching.goto(await project.signInLink());
  await watching.getByRole("button", { name: "Sign in" }).click();
  await watching.goto(`${project.origin}/events?name=user.*`);
  await expect(watching.getByText("Live", { exact: true })).toBeVisible();

  await page.goto(`${project.shopOrigin}/register`);
  await page.getByLabel(/name/i).first().fill("Mira Holt");
  await page.getByLabel(/e-mail/i).fill("mira@example.com");
  await page.getByRole("button", { name: /create|register|sign up/i }).click();

  await expect(
    watching.locator("li.event-row").filter({ hasText: "Mira Holt" }).filter({ hasText: "Signed up" }),
  ).toBeVisible();

  await page.goto(`${project.shopOrigin}/mailbox`);
  await expect(page.getByText(/welcome/i).first()).toBeVisible({ timeout: 15_000 });
});

test("what members do says who they are and their plan, and is not told while they do not want it", async ({
  browser,
  panel,
  project,
}) => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${project.shopOrigin}/register`);
  await page.getByLabel(/name/i).first().fill("Clara Club");
  await page.getByLabel(/e-mail/i).fill("clara@example.com");
  await page.getByText("Crumb Club").check();
  await page.getByRole("button", { name: /create|register|sign up/i }).click();
  await page.goto(await project.signInLinkOfShop("clara@example.com"));
  await expect(page).toHaveURL(/account/);
  const viewed = async () => {
    const input = encodeURIComponent(
      JSON.stringify({ name: "product.viewed", filter: { "groups.plan": "club" } }),
    );
    const answer = await panel.request.get(`${project.origin}/trpc/list_latest?input=${input}`);
    return ((await answer.json()) as { result: { data: { items: ShopEvent[] } } }).result.data.items;
  };
  const lookAtProduct = async (place: number) => {
    await page.getByRole("link", { name: "Cinder & Crumb" }).first().click();
    const link = page.locator('main a[href^="/products/"]').nth(place);
    const sku = (await link.getAttribute("href"))!.split("/").at(-1);
    await link.click();
    await page.waitForURL(`**/products/${sku}`);
    return sku;
  };
  const isAllowed = page.getByLabel("Let the shop learn from this visit");

  const first = await lookAtProduct(0);
  await expect.poll(viewed).toHaveLength(1);
  await isAllowed.uncheck();
  await lookAtProduct(1);
  await isAllowed.check();
  const third = await lookAtProduct(2);
  await expect.poll(viewed).toHaveLength(2);

  const events = await viewed();
  expect(events.map(({ metadata }) => metadata.sku).toSorted()).toEqual([first, third].toSorted());
  for (const { user, metadata } of events) {
    expect(user?.name).toBe("Clara Club");
    expect(metadata).toMatchObject({ isMember: true, groups: { plan: "club" } });
  }
});

test("what the shop's admin changes about a customer appears live in the activity log, with who did it", async ({
  browser,
  panel,
  project,
}) => {
  const page = await (await browser.newContext()).newPage();
  const signUp = async (name: string, email: string) => {
    await page.goto(`${project.shopOrigin}/register`);
    await page.getByLabel(/name/i).first().fill(name);
    await page.getByLabel(/e-mail/i).fill(email);
    await page.getByRole("button", { name: /create|register|sign up/i }).click();
    await expect(page.getByText(/mail/i).first()).toBeVisible();
  };
  await signUp("Nils Berg", "nils@example.com");
  await signUp("The Roaster", "roaster@cinder.example");
  await page.goto(await project.signInLinkOfShop("roaster@cinder.example"));
  await expect(page).toHaveURL(/account/);
  await panel.goto(`${project.origin}/activity?action=user.updated`);
  await expect(panel.getByText("Live", { exact: true })).toBeVisible();

  await page.goto(`${project.shopOrigin}/staff`);
  await page.getByLabel("Nils Berg").selectOption("club");

  const row = panel.locator("li.activity-row").filter({ hasText: "traits.plan" }).first();
  await expect(row).toContainText("roaster@cinder.example as admin");
  await expect(row.locator("del")).toHaveText("free");
  await expect(row.locator("ins")).toHaveText("club");
});
