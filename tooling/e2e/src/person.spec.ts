import AxeBuilder from "@axe-core/playwright";
import { uuidv7 } from "@admin-events/client/node";
import { expect, test } from "./project.ts";
import { sendItems } from "./send-items.ts";

test("the events' search and the person picker find people by email and name, and a page says all that is known", async ({
  panel,
  project,
}) => {
  const email = "maja.garcia@example.org";
  const userId = "person_maja";
  await sendItems(project.origin, project.secretKey, [
    { type: "identify", id: uuidv7(), userId, traits: { email, name: "Maja Garcia", plan: "club" } },
    { type: "group", id: uuidv7(), groupType: "company", groupId: "acme", traits: { seats: 12 } },
    { name: "cup.filled", userId, metadata: { groups: { company: "acme" } } },
    {
      type: "request",
      id: uuidv7(),
      userId,
      method: "POST",
      route: "/api/orders",
      status: 500,
      durationMs: 12,
      errorCode: "boom",
    },
  ]);

  await panel.getByRole("link", { name: "Events", exact: true }).first().click();
  const search = panel.getByRole("combobox", { name: "Filter by event, person or property" });
  await search.fill(email);
  await panel.getByRole("option", { name: /Maja Garcia/ }).waitFor();
  await search.press("Enter");
  await expect(panel).toHaveURL(new RegExp(`user=${userId}`));
  const row = panel.locator("li.event-row").filter({ hasText: "cup.filled" });
  await expect(row).toHaveCount(1);

  await row.getByRole("link", { name: "Cup filled" }).click();
  await panel.getByRole("main").getByRole("link", { name: "Events", exact: true }).click();
  await expect(panel).toHaveURL(new RegExp(`user=${userId}`));
  await row.getByRole("link", { name: "Cup filled" }).click();
  await panel.waitForURL(/\/events\/[\da-f-]{36}$/);
  await panel.getByRole("main").getByRole("link", { name: "Maja Garcia" }).click();

  await expect(panel.getByRole("heading", { level: 1, name: "Maja Garcia" })).toBeVisible();
  await expect(panel.getByRole("main")).toContainText("Last seen");
  const card = (name: string) => panel.locator("section.card").filter({ hasText: name });
  await expect(card("Traits")).toContainText("club");
  await expect(card("Groups")).toContainText("acme");
  await expect(card("Groups")).toContainText("12");
  await expect(panel.getByRole("list", { name: /Timeline/ })).toContainText("POST /api/orders failed");
  const { violations } = await new AxeBuilder({ page: panel }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);

  await panel.goto(`${project.origin}/users/${email}`);
  await expect(panel).toHaveURL(`${project.origin}/users/${userId}`);
  await panel.goto(`${project.origin}/users/nobody`);
  await panel.getByRole("combobox", { name: "Find a person" }).fill("garcia");
  await panel.getByRole("option", { name: /Maja Garcia/ }).click();
  await expect(panel).toHaveURL(`${project.origin}/users/${userId}`);
});
