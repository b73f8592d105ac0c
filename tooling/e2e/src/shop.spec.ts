import { expect, test } from "./project.ts";

interface ShopEvent {
  user: { name: string | null } | null;
  metadata: Record<string, unknown>;
}

test("a sign-up in the shop appears in the feed, and its confirmation sends a welcome mail", async ({
  page,
  browser,
  project,
}) => {
  const watching = await (await browser.newContext()).newPage();
  await watching.goto(await project.signInLink());
  await watching.getByRole("button", { name: "Sign in" }).click();
  await watching.goto(`${project.origin}/events?name=user.*`);
  await expect(watching.getByRole("status").getByText("Live", { exact: true })).toBeVisible();

  await page.goto(`${project.shopOrigin}/register`);
  await page.getByLabel("Name").fill("Mira Holt");
  await page.getByLabel("Email").fill("mira@example.com");
  await page.getByRole("button", { name: "Create account" }).click();

  await expect(
    watching.locator("li.event-row").filter({ hasText: "Mira Holt" }).filter({ hasText: "Signed up" }),
  ).toBeVisible();

  await page.goto(await project.waitForShopSignInLink("mira@example.com"));
  await expect(page).toHaveURL(/account/);

  // The page reloads itself.
  await page.goto(project.mailboxOrigin);
  await expect(page.getByText("Welcome!")).toBeVisible({ timeout: 15_000 });
});

test("events of a member carry their name and plan, and none are sent while they opt out", async ({
  browser,
  panel,
  project,
}) => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${project.shopOrigin}/register`);
  await page.getByLabel("Name").fill("Clara Club");
  await page.getByLabel("Email").fill("clara@example.com");
  await page.getByLabel("Join the Crumb Club").check();
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await page.goto(await project.waitForShopSignInLink("clara@example.com"));
  await expect(page).toHaveURL(/account/);
  const viewed = async () => {
    const input = encodeURIComponent(
      JSON.stringify({ name: "product.viewed", filter: { "groups.plan": "club" } }),
    );
    const answer = await panel.request.get(`${project.origin}/trpc/list_latest?input=${input}`);
    return ((await answer.json()) as { result: { data: { items: ShopEvent[] } } }).result.data.items;
  };
  const viewProduct = async (index: number) => {
    await page.getByRole("link", { name: "Cinder & Crumb" }).first().click();
    const link = page.locator('main a[href^="/products/"]').nth(index);
    const sku = (await link.getAttribute("href"))!.split("/").at(-1);
    await link.click();
    await page.waitForURL(`**/products/${sku}`);
    return sku;
  };
  const choice = page.getByLabel("Allow analytics");

  const first = await viewProduct(0);
  await expect.poll(viewed).toHaveLength(1);
  await choice.uncheck();
  await viewProduct(1);
  await choice.check();
  const third = await viewProduct(2);
  await expect.poll(viewed).toHaveLength(2);

  const events = await viewed();
  expect(events.map(({ metadata }) => metadata.sku).toSorted()).toEqual([first, third].toSorted());
  for (const { user, metadata } of events) {
    expect(user?.name).toBe("Clara Club");
    expect(metadata).toMatchObject({ isMember: true, groups: { plan: "club" } });
  }
});

test("an order appears live in the feed and in the customer's account", async ({
  browser,
  panel,
  project,
}) => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${project.shopOrigin}/register`);
  await page.getByLabel("Name").fill("Otto Order");
  await page.getByLabel("Email").fill("otto@example.com");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.goto(await project.waitForShopSignInLink("otto@example.com"));
  await expect(page).toHaveURL(/account/);
  await panel.goto(`${project.origin}/events?name=order.*`);
  await expect(panel.getByRole("status").getByText("Live", { exact: true })).toBeVisible();

  await page.goto(`${project.shopOrigin}/products/ember-blend`);
  await page.getByLabel("Quantity").fill("2");
  await page.getByRole("button", { name: "Place order" }).click();

  await expect(page.getByRole("status")).toContainText("€29.00");
  await expect(panel.locator("li.event-row").filter({ hasText: "Otto Order" })).toContainText("29.00 EUR");
  await page.getByRole("link", { name: "Your orders" }).click();
  await expect(page.getByText("2 × Ember Blend")).toBeVisible();
});

test("a staff member's change of a customer appears live in the activity log with the actor", async ({
  browser,
  panel,
  project,
}) => {
  const page = await (await browser.newContext()).newPage();
  const signUp = async (name: string, email: string) => {
    await page.goto(`${project.shopOrigin}/register`);
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Email").fill(email);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  };
  await signUp("Nils Berg", "nils@example.com");
  await signUp("The Roaster", "roaster@cinder.example");
  await page.goto(await project.waitForShopSignInLink("roaster@cinder.example"));
  await expect(page).toHaveURL(/account/);
  await panel.goto(`${project.origin}/activity?action=user.updated`);
  await expect(panel.getByRole("status").getByText("Live", { exact: true })).toBeVisible();

  await page.goto(`${project.shopOrigin}/staff`);
  await page.getByLabel("Nils Berg").selectOption("club");

  const row = panel.locator("li.activity-row").filter({ hasText: "plan" }).first();
  await expect(row).toContainText("The Roaster as admin updated user");
  await row.getByRole("button", { name: "plan" }).click();
  await expect(row.locator("del")).toHaveText("free");
  await expect(row.locator("ins")).toHaveText("club");
});
