import { expect, test } from "vitest";
import { startTestEvents } from "../../testing/start-test-events.ts";
import { createQueryContext, storeAt } from "../testing/store-events.ts";
import { getBarChart } from "./bar-chart.ts";

test("bars follow the days of the time zone, empty ones included", async () => {
  await using system = await startTestEvents();
  await storeAt(
    system,
    "user.confirmed",
    "2026-03-28T22:59:59Z",
    "2026-03-28T23:00:00Z",
    "2026-03-29T21:59:59Z",
  );

  const { bars } = await getBarChart(createQueryContext(system), {
    name: "user.confirmed",
    from: "2026-03-28",
    to: "2026-03-31",
    interval: "day",
    timeZone: "Europe/Berlin",
  });

  expect(bars.map(({ label, count }) => [label, count])).toEqual([
    ["2026-03-28", 1],
    ["2026-03-29", 2],
    ["2026-03-30", 0],
  ]);
  expect(bars[1]).toMatchObject({ from: "2026-03-28T23:00:00.000Z", to: "2026-03-29T22:00:00.000Z" });
});

test.each([
  ["week", ["2026-05-25", "2026-06-01", "2026-06-08", "2026-06-15"]],
  ["month", ["2026-05", "2026-06"]],
  ["quarter", ["2026-Q2"]],
] as const)("bars by %s", async (interval, labels) => {
  await using system = await startTestEvents();
  await storeAt(system, "user.confirmed", "2026-05-30T00:00:00Z", "2026-06-15T09:00:00Z");

  const { bars } = await getBarChart(createQueryContext(system), {
    name: "user.confirmed",
    from: "2026-05-30",
    to: "2026-06-16",
    interval,
  });

  expect(bars.map(({ label }) => label)).toEqual(labels);
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  expect(bars.map(({ incomplete }) => incomplete)).toEqual(
    labels.map((_, index) => index === 0 || index === labels.length - 1),
  );
});

test("a metadata filter narrows every bar", async () => {
  await using system = await startTestEvents();
  await system.store(
    ["free", "pro", "pro"].map((plan) => ({
      name: "user.signed_up",
      metadata: { plan },
      timestamp: "2026-03-01T00:00:00Z",
    })),
  );

  const { bars } = await getBarChart(createQueryContext(system), {
    name: "user.signed_up",
    interval: "month",
    from: "2026-03-01",
    to: "2026-04-01",
    filter: { plan: "pro" },
  });

  expect(bars[0]?.count).toBe(2);
});

test("an empty database returns zeros, and an empty range no bars", async () => {
  await using system = await startTestEvents();
  const input = { name: "*", interval: "day", from: "2026-03-01" } as const;

  const oneDay = await getBarChart(createQueryContext(system), { ...input, to: "2026-03-02" });
  const noDay = await getBarChart(createQueryContext(system), { ...input, to: "2026-03-01" });

  expect(oneDay.bars).toMatchObject([{ count: 0 }]);
  expect(noDay.bars).toEqual([]);
});
