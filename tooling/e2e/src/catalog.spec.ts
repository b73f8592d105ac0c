import { createAnalytics } from "@admin-events/client/node";
import { expect, test } from "./project.ts";

const events = {
  "parcel.sent": {
    title: "Sent a parcel",
    icon: "📮",
    describe: "{user} sent a parcel to {metadata.to}",
    metadata: {
      type: "object",
      properties: { to: { type: "string" }, grams: { type: "number" } },
      required: ["to"],
    },
  },
  "user.confirmed": { title: "Sure", icon: "👌" },
};

test("a catalog of another repository describes events in the feed, and the catalog page lists what to change", async ({
  panel,
  project,
}) => {
  const analytics = createAnalytics({ url: project.origin, key: project.secretKey, onError: () => {} });
  const declared = await analytics.declare(events, { app: "post office" });
  analytics.track("parcel.sent", { to: "Lyon", gramms: 20 }, { userId: "parcel_sender" });
  analytics.track("parcel.snt", {}, { userId: "parcel_sender" });
  await analytics.shutdown();
  expect(declared).toMatchObject({ version: 1, isChanged: true });

  await panel.goto(`${project.origin}/events?user=parcel_sender`);
  const row = panel.locator(".event-row", { hasText: "parcel.sent" });
  await expect(row).toContainText("Sent a parcel");
  await expect(row).toContainText("Someone sent a parcel to Lyon");
  await row.getByRole("link", { name: "Sent a parcel" }).click();
  await expect(panel).toHaveTitle("Sent a parcel · Admin Events");

  await panel.goto(`${project.origin}/catalog`);
  const issues = panel.getByRole("region", { name: "Issues" });
  await expect(issues).toContainText("Not in the catalog. Did you mean parcel.sent?");
  await expect(issues).toContainText("The property gramms is not in the catalog. Did you mean grams?");
  await expect(issues).toContainText("user.confirmed is declared differently by the server's own catalog");
  const apps = panel.getByRole("region", { name: "Declared by applications" });
  await expect(apps).toContainText(/post office2 eventsVersion 1Key \d+ \(e2e server\)/);
});
