import { logActivities } from "./log-activities.ts";
import { expect, test } from "./project.ts";

test("a chosen filter of the activity log acts at once, and going back undoes it", async ({
  panel,
  project,
}) => {
  const place = (id: string) => ({ type: "place", id });
  await logActivities(project, [
    { action: "place.opened", actor: "filter_ann", resource: place("1"), mode: "manual", module: "maps" },
    { action: "place.closed", actor: "filter_ann", resource: place("2"), mode: "auto", module: "maps" },
    { action: "street.renamed", actor: "filter_bob", resource: { type: "street", id: "3" }, mode: "auto" },
  ]);
  await panel.getByRole("link", { name: "Activity" }).first().click();
  const rows = panel.locator("li.activity-row");
  const hasRow = (id: string) => rows.filter({ hasText: id });
  await expect(hasRow("street")).not.toHaveCount(0);

  const filters = panel.getByRole("search", { name: "Filter activities" });
  await filters.getByRole("combobox", { name: "Resource" }).selectOption("place");
  await expect(panel).toHaveURL(/resource=place/);
  await expect(rows).toHaveCount(2);

  await filters.getByRole("combobox", { name: "Mode" }).selectOption("auto");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("place.closed");

  await panel.goBack();
  await expect(rows).toHaveCount(2);
  await filters.getByRole("combobox", { name: "Resource" }).selectOption("");
  await expect(hasRow("street")).not.toHaveCount(0);

  await filters.getByText("More filters").click();
  await filters.getByLabel("Resource ID").fill("3");
  await filters.getByRole("button", { name: "Apply" }).click();
  await expect(rows).toHaveCount(1);
  await panel.getByRole("link", { name: /Remove filter/ }).click();
  await expect(hasRow("place.opened")).not.toHaveCount(0);
});

test("activities are among the events and in the catalog only on request", async ({ panel, project }) => {
  await logActivities(project, [
    {
      action: "heater.replaced",
      actor: "electrician",
      resource: { type: "heater", id: "7" },
    },
  ]);
  await project.send({ name: "heater.lit", userId: "electrician" });

  await panel.getByRole("link", { name: "Events", exact: true }).first().click();
  const rows = panel.locator("li.event-row");
  await expect(rows.filter({ hasText: "heater.lit" })).toHaveCount(1);
  await expect(rows.filter({ hasText: "heater.replaced" })).toHaveCount(0);
  await panel.getByRole("link", { name: "Show activities" }).click();
  await expect(rows.filter({ hasText: "heater.replaced" })).toHaveCount(1);
  await panel.getByRole("link", { name: "Hide activities" }).click();
  await expect(rows.filter({ hasText: "heater.replaced" })).toHaveCount(0);

  await panel.getByRole("link", { name: "Catalog" }).first().click();
  await expect(panel.getByRole("heading", { level: 1, name: "Catalog" })).toBeVisible();
  const names = panel.getByRole("main").getByRole("listitem");
  await expect(names.filter({ hasText: "heater.lit" })).toContainText("Not in catalog");
  await expect(names.filter({ hasText: "heater.replaced" })).toHaveCount(0);
  await panel.getByRole("link", { name: "Show activities" }).click();
  const activity = names.filter({ hasText: "heater.replaced" });
  await expect(activity).not.toContainText("Not in catalog");
  await activity.getByRole("link").click();

  await expect(panel).toHaveURL(/\/activity\?action=heater\.replaced/);
  const row = panel.locator("li.activity-row");
  await expect(row).toContainText("electrician replaced heater 7");
});
