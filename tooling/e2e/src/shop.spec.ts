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
