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
