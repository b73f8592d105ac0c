import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { logActivities } from "./log-activities.ts";
import { expect, test } from "./project.ts";

const pages = [
  "/",
  "/events",
  "/events/rejected",
  "/events?name=order.*",
  "/people",
  "/activity",
  "/catalog",
  "/handlers",
  "/usage",
  "/system",
];

// eject:start
const shopPages = ["/", "/products/ember-blend", "/register", "/sign-in"];
// eject:end

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test(`the panel has no serious axe violations and no horizontal scrolling: ${colorScheme}, ${width} px`, async ({
      panel,
      project,
    }) => {
      test.slow();
      await panel.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await panel.setViewportSize({ width, height: 860 });
      const [id] = await project.send({
        name: "order.placed",
        userId: "axe",
        metadata: { orderId: "o_2", total: 3, currency: "EUR", items: 1 },
      });

      await logActivities(project, [
        { action: "lamp.replaced", actor: "axe", resource: { type: "lamp", id: "7" }, target: "t_1" },
      ]);

      for (const path of [...pages, `/events/${id}`, "/users/axe", "/users/nobody", "/catalog?kind=all"])
        await check(panel, `${project.origin}${path}`);
    });

    // eject:start
    test(`the shop has no serious axe violations and no horizontal scrolling: ${colorScheme}, ${width} px`, async ({
      page,
      project,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 860 });

      for (const path of shopPages) await check(page, `${project.shopOrigin}${path}`);
      await check(page, project.mailboxOrigin);
    });
    // eject:end
  }
}

async function check(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();

  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => [address, id, nodes[0]?.html])).toEqual([]);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBeLessThanOrEqual(0);
}
