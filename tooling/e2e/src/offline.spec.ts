import { expect, test } from "./project.ts";

test("a page that cannot be loaded is an error inside the frame, and loads again when the browser is back online", async ({
  panel,
  context,
}) => {
  // The code of the other pages is fetched when the browser is idle.
  await expect(
    panel.locator('link[rel="modulepreload"][href*="/catalog-"]:not([href*="provider"])'),
  ).toHaveCount(1, {
    timeout: 15_000,
  });
  await panel.waitForLoadState("networkidle");

  await context.setOffline(true);
  await panel.getByRole("link", { name: "Catalog" }).first().click();

  await expect(panel.getByRole("heading", { name: "The server can't be reached" })).toBeVisible();
  await expect(panel.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(panel.getByRole("navigation", { name: "Pages" }).first()).toBeVisible();

  await context.setOffline(false);
  await expect(panel.getByRole("heading", { level: 1, name: "Catalog" })).toBeVisible();
});

test("a part of Usage that fails says so with a button, while the others show", async ({
  panel,
  project,
}) => {
  let isBroken = true;
  await panel.route(/usage\.endpoints/, (route) => (isBroken ? route.abort() : route.continue()));
  await panel.routeWebSocket(/./, (socket) => void socket.close());

  await panel.goto(`${project.origin}/usage`);
  const retry = panel.getByRole("button", { name: "Try again" });
  await expect(retry).toBeVisible({ timeout: 30_000 });
  await expect(panel.getByRole("alert")).toContainText("can't be reached");
  await expect(panel.getByLabel("Overview")).toContainText("Page views");

  isBroken = false;
  await retry.click();
  await expect(panel.getByRole("heading", { name: "Features" })).toBeVisible();
});
