import { expect, test } from "./project.ts";

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
