import { expect, test } from "./project.ts";

const day = 24 * 3_600_000;

test("the dashboard shows sign-ups as stats, bars, stacked bars and a funnel, and updates them live", async ({
  panel,
  project,
}) => {
  await project.importEvents(
    ...Array.from({ length: 20 }, (_, index) => ({
      name: index % 2 === 0 ? "user.signed_up" : "user.confirmed",
      userId: `dash_${Math.floor(index / 2)}`,
      timestamp: new Date(Date.now() - (1 + index) * day).toISOString(),
    })),
  );
  await panel.reload();
  const thirtyDays = panel.locator(".stat").filter({ hasText: "30 days" }).first().locator(".stat-value");
  await expect(thirtyDays).toHaveText(/^10(?!\d)/);
  for (const title of [
    "Sign-ups by day",
    "Sign-ups by quarter",
    "Sign-ups and confirmations",
    "Funnel from sign-ups to orders",
  ]) {
    await expect(panel.getByRole("heading", { name: title })).toBeVisible();
  }

  await project.send({ name: "user.signed_up", userId: "dash_live" });

  await expect(thirtyDays).toHaveText(/^11(?!\d)/);
});

test("a bar shows its date and count on hover and by keyboard", async ({ panel, project }) => {
  await project.send({ name: "user.signed_up", userId: "hover" });
  await panel.goto(`${project.origin}/`);
  const lastBar = panel.locator("[data-bar-label]").nth(29);

  // Hidden from screen readers, which read the bar's label.
  const tooltip = panel.getByRole("tooltip", { includeHidden: true });

  await lastBar.hover();
  const today = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  await expect(tooltip).toContainText(today.format(new Date()).replace(/^(\w+) /, "$1, "));
  expect(await lastBar.getAttribute("data-bar-count")).toMatch(/^\d+$/);

  await panel.mouse.move(0, 0);
  await lastBar.focus();
  await panel.keyboard.press("ArrowLeft");
  await expect(tooltip).toBeVisible();
  await panel.keyboard.press("Escape");
  await expect(tooltip).toHaveCount(0);
});
