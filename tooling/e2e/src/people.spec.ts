import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./project.ts";

const day = 24 * 3_600_000;

test("people and retention follow the selected events, and every choice is in the URL", async ({
  panel,
  project,
}) => {
  test.slow();
  const past = (name: string, userId: string, daysAgo: number) => ({
    name,
    userId,
    timestamp: new Date(Date.now() - daysAgo * day).toISOString(),
  });
  const order = { orderId: "o_3", total: 12, currency: "EUR", items: 1 };
  await project.importEvents(
    ...["ann", "bob", "cem"].map((person) => past("user.signed_up", `people_${person}`, 70)),
    { ...past("order.placed", "people_ann", 63), metadata: order },
    past("user.confirmed", "people_bob", 63),
  );

  await panel.getByRole("link", { name: "People" }).first().click();
  await expect(panel.getByRole("heading", { level: 1, name: "People" })).toBeVisible();
  const week = panel.getByRole("region", { name: "Retention, table" }).locator("[data-retention-later='1']");
  await expect(week.first()).toContainText("66.7%");

  await panel.getByLabel("Return event").selectOption("Placed an order");
  await expect(panel).toHaveURL(/return=order\.placed/);
  await expect(week.first()).toContainText("33.3%");

  await panel.getByRole("list", { name: "Period" }).getByRole("link", { name: "Week" }).click();
  await panel.getByRole("link", { name: "12 months" }).click();
  await expect(panel).toHaveURL(/range=12m&return=order\.placed&period=week/);
  await week.first().hover();
  await expect(panel.getByRole("tooltip", { includeHidden: true })).toContainText("1 of 3 came back");

  for (const step of ["range", "period", "event"]) {
    await panel.goBack();
    await expect(panel, `back from the ${step}`).toHaveURL(step === "event" ? /\/people$/ : /return=/);
  }
  await expect(panel.getByLabel("Return event")).toHaveValue("*");
  await expect(week.first()).toContainText("66.7%");
  const { violations } = await new AxeBuilder({ page: panel }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);

  await panel.goto(`${project.origin}/people?sort=lastAt&from=2020-01-01&to=2020-01-02`);
  await expect(panel.getByText("No active people in this period")).toBeVisible();
});

test("the retention table works by keyboard and explains a query that it cannot show", async ({
  panel,
  project,
}) => {
  await project.send({ name: "user.signed_up", userId: "people_keys" });
  await panel.goto(`${project.origin}/people`);
  const table = panel.getByRole("region", { name: "Retention, table" });

  await table.focus();
  await panel.keyboard.press("Tab");
  await expect(panel.getByRole("tooltip", { includeHidden: true })).toContainText("came back");

  await panel.getByRole("list", { name: "Period" }).getByRole("link", { name: "Day" }).click();
  await expect(panel.getByText("Retention shows at most 60 periods")).toBeVisible();
  await expect(panel.getByRole("heading", { level: 2, name: "People", exact: true })).toBeVisible();
});
