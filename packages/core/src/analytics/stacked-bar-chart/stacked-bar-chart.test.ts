import { expect, test } from "vitest";
import { startTestEvents } from "../../testing/start-test-events.ts";
import { createQueryContext, storeAt } from "../testing/store-events.ts";
import { getStackedBarChart } from "./stacked-bar-chart.ts";

test("stacked series are zero-filled and titled by the catalog", async () => {
  await using system = await startTestEvents();
  await storeAt(system, "user.signed_up", "2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z");
  await storeAt(system, "user.confirmed", "2026-03-03T00:00:00Z");
  await storeAt(system, "cart.item_removed", "2026-03-02T00:00:00Z");

  const chart = await getStackedBarChart(createQueryContext(system), {
    names: ["user.signed_up", "user.confirmed", "cart.item_removed", "user.*"],
    from: "2026-03-01",
    to: "2026-03-04",
    interval: "day",
  });

  expect(chart).toEqual({
    labels: ["2026-03-01", "2026-03-02", "2026-03-03"],
    incomplete: [false, false, false],
    datasets: [
      { name: "user.signed_up", title: "Signed up", counts: [1, 0, 1] },
      { name: "user.confirmed", title: "Confirmed", counts: [0, 0, 1] },
      { name: "cart.item_removed", title: "Cart item removed", counts: [0, 1, 0] },
      { name: "user.*", title: "user.*", counts: [1, 0, 2] },
    ],
  });
});
