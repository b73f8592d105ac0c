import { expect, test } from "./project.ts";

test("an event appears in an open feed within a second", async ({ panel, project }) => {
  await panel.goto(`${project.origin}/events`);
  await expect(panel.getByRole("status").getByText("Live", { exact: true })).toBeVisible();

  const [id] = await project.send({
    name: "order.placed",
    userId: "quick",
    metadata: { orderId: "o_1", total: 12.5, currency: "EUR", items: 1 },
  });

  await expect(panel.locator(`a[href="/events/${id}"]`)).toBeVisible({ timeout: 1_000 });
  await expect(panel.locator("li.event-row").first()).toContainText("Placed an order");
});

test("filters in the URL apply to history and live events until they are removed", async ({
  panel,
  project,
}) => {
  const matching = { name: "newsletter.subscribed", userId: "filter_1", metadata: { source: "footer" } };
  const [before] = await project.send(
    matching,
    { ...matching, metadata: { source: "popup" } },
    { ...matching, userId: "filter_2" },
  );

  await panel.goto(`${project.origin}/events?name=newsletter.*&user=filter_1&where.source=footer`);
  const rows = panel.locator("li.event-row");
  await expect(rows).toHaveCount(1);
  await expect(panel.locator(`a[href="/events/${before}"]`)).toBeVisible();

  await project.send({ ...matching, metadata: { source: "popup" } }, { ...matching, userId: "filter_2" });
  const [arrived] = await project.send(matching);
  await expect(panel.locator(`a[href="/events/${arrived}"]`)).toBeVisible();
  await expect(rows).toHaveCount(2);

  await panel
    .getByRole("list", { name: "Active filters" })
    .getByRole("link", { name: /Remove filter .*filter_1/ })
    .click();
  await expect(panel).toHaveURL(/name=newsletter/);
  await expect(panel).not.toHaveURL(/user=/);
  await expect(rows).toHaveCount(4);
});

test("scrolling loads older events", async ({ panel, project }) => {
  await project.importEvents(
    ...Array.from({ length: 130 }, (_, index) => ({
      name: "search.performed",
      metadata: { query: `tea ${index}`, results: index },
    })),
  );
  await panel.goto(`${project.origin}/events?name=search.performed`);
  const rows = panel.locator("li.event-row");
  await expect(rows).toHaveCount(50);

  for (let pages = 0; pages < 6 && (await rows.count()) < 130; pages++) {
    await panel.keyboard.press("End");
    await panel.waitForTimeout(300);
  }

  await expect(rows).toHaveCount(130);
});

test("a paused feed holds new events back and shows their number", async ({ panel, project }) => {
  await panel.goto(`${project.origin}/events?name=support.*&user=pauser`);
  await expect(panel.getByRole("status").getByText("Live", { exact: true })).toBeVisible();
  await panel.keyboard.press("p");
  await expect(panel.getByRole("button", { name: "Resume" })).toBeVisible();

  await project.send(
    ...["a", "b", "c"].map((topic) => ({
      name: "support.ticket_opened",
      userId: "pauser",
      metadata: { topic },
    })),
  );

  await expect(panel.getByRole("button", { name: /3 new events/ })).toBeVisible();
  await expect(panel.locator("li.event-row")).toHaveCount(0);
  await panel.getByRole("button", { name: /3 new events/ }).click();
  await expect(panel.locator("li.event-row")).toHaveCount(3);
});

test("after the server was killed the feed reconnects without missing events", async ({ panel, project }) => {
  // A restart takes half a minute on a busy machine.
  test.slow();
  await panel.goto(`${project.origin}/events?name=plan.changed`);
  await expect(panel.getByRole("status").getByText("Live", { exact: true })).toBeVisible();
  const change = { name: "plan.changed", metadata: { from: "free", to: "club" } };

  await project.killServer();
  await expect(panel.getByText(/reconnecting/i)).toBeVisible();
  // Without a network the page cannot reconnect before the first event is stored.
  await panel.context().setOffline(true);
  await project.startServer();
  await project.send({ ...change, userId: "while_away" });
  await panel.context().setOffline(false);
  const [after] = await project.send({ ...change, userId: "after" });

  await expect(panel.locator(`a[href="/events/${after}"]`)).toBeVisible({ timeout: 20_000 });
  await expect(panel.locator("li.event-row")).toHaveCount(2);
  await expect(panel.locator("li.event-row").filter({ hasText: "while_away" })).toHaveCount(1);
});
