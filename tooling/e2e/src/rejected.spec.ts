import { expect, test } from "./project.ts";

test("an admin finds out why an event is missing", async ({ panel, project }) => {
  const response = await fetch(`${project.origin}/ingest`, {
    method: "POST",
    headers: { authorization: `Bearer ${project.secretKey}`, "content-type": "application/json" },
    body: JSON.stringify({ events: [{ name: "order.placed", metadata: { total: "three", password: "x" } }] }),
  });
  expect(await response.json()).toMatchObject({ results: [{ status: "rejected" }] });

  await panel.goto(`${project.origin}/events`);
  await expect(async () => {
    await panel.reload();
    await expect(panel.getByRole("link", { name: /Rejected.*in the last 24 hours/ })).toBeVisible({
      timeout: 500,
    });
  }).toPass();
  await panel.getByRole("link", { name: /Rejected/ }).click();

  await expect(panel.getByRole("heading", { name: "Rejected per hour" })).toBeVisible();
  await panel
    .getByText(/^metadata\./)
    .first()
    .click();
  await expect(panel.getByRole("region", { name: "Latest item" })).toContainText('"password": "[redacted]"');

  await panel.getByRole("link", { name: "7 days" }).click();
  await expect(panel.getByRole("heading", { name: "Rejected per day" })).toBeVisible();
  await panel.getByRole("link", { name: "Live", exact: true }).click();
  await expect(panel).toHaveURL(`${project.origin}/events`);
});
