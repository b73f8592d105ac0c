import { expect, test } from "./project.ts";

test("a visitor signs in and returns to the requested page", async ({ page, project }) => {
  await page.goto(`${project.origin}/events?name=user.*`);
  await expect(page).toHaveURL(/\/sign-in\?returnTo=/);

  await page.getByLabel("Email").fill("admin@example.com");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/check your inbox/i)).toBeVisible();

  await page.goto(project.mailboxOrigin);
  await page.locator(`a[href^="${project.origin}/"]`).first().click();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${project.origin}/events?name=user.*`);
});

test("a sign-in link works once", async ({ page, browser, project }) => {
  const link = await project.signInLink();
  await page.goto(link);
  await page.reload();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();

  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await other.getByRole("button", { name: "Sign in" }).click();

  await expect(other).toHaveURL(/\/sign-in/);
  await expect(other.getByRole("alert")).toBeVisible();
  await other.context().close();
});

test("signing out ends the session", async ({ panel, project }) => {
  await panel
    .getByRole("button", { name: /admin@example\.com|account/i })
    .first()
    .click();
  await panel.getByRole("menuitem", { name: /sign out/i }).click();

  await expect(panel).toHaveURL(/\/sign-in/);
  await panel.goto(`${project.origin}/events`);
  await expect(panel).toHaveURL(/\/sign-in/);
});
