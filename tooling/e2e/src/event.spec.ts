import { expect, test } from "./project.ts";

test("every property of an event is a copy button that confirms the copy", async ({
  panel,
  context,
  project,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const [id] = await project.send({
    name: "cart.item_added",
    userId: "copier",
    metadata: { sku: "ashfall", quantity: 2, price: 9.5 },
  });

  await panel.goto(`${project.origin}/events/${id}`);

  await expect(panel.getByRole("heading", { name: "Added to cart" })).toBeVisible();
  for (const [label, value] of [
    ["sku", "ashfall"],
    ["event id", id],
    ["user id", "copier"],
  ] as const) {
    const button = panel.getByRole("button", { name: new RegExp(`^Copy ${label}`, "i") });
    await button.click();
    await expect(button).toHaveAttribute("data-copied");
    expect(await panel.evaluate(() => navigator.clipboard.readText())).toBe(value);
  }
});

test("a metadata property links to the feed filtered by it", async ({ panel, project }) => {
  const [id] = await project.send({
    name: "support.ticket_opened",
    metadata: { topic: "a <b>bold</b> topic" },
  });
  await panel.goto(`${project.origin}/events/${id}`);

  await panel.locator('a[href*="where.topic"]').first().click();

  await expect(panel).toHaveURL(/where\.topic=/);
  await expect(panel.locator(`a[href="/events/${id}"]`)).toBeVisible();
});

test("a missing event is reported as not found", async ({ panel, project }) => {
  await panel.goto(`${project.origin}/events/019a0000-0000-7000-8000-000000000001`);

  await expect(panel.getByRole("heading", { level: 1 })).toContainText(/not found/i);
});
