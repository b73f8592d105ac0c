import { expect, test } from "vitest";
import { blog, startTestEvents } from "../testing/start-test-events.ts";
import type { TestEvents } from "../testing/start-test-events.ts";
import { aggregate } from "./aggregate/aggregate.ts";
import { barChart } from "./bar-chart/bar-chart.ts";
import { eventNames } from "./event-names/event-names.ts";
import type { QueryContext } from "./query-context.ts";
import { stackedBarChart } from "./stacked-bar-chart/stacked-bar-chart.ts";

function sourceOn(system: TestEvents, now = "2026-06-15T12:00:00Z"): QueryContext {
  return { em: system.db.em, catalog: blog, timeZone: "UTC", now: new Date(now) };
}

/** Stores one event at each time. */
async function happen(system: TestEvents, name: string, ...timestamps: string[]) {
  await system.store(timestamps.map((timestamp) => ({ name, timestamp })));
}

test("a count comes with the previous period of the same length and the change", async () => {
  await using system = await startTestEvents();
  await happen(
    system,
    "user.confirmed",
    "2026-03-01T00:00:00Z",
    "2026-03-02T00:00:00Z",
    "2026-03-02T23:59:59Z",
  );
  await happen(
    system,
    "user.confirmed",
    "2026-02-27T00:00:00Z",
    "2026-02-28T23:59:59.999Z",
    "2026-03-03T00:00:00Z",
  );
  await happen(system, "post.liked", "2026-03-01T10:00:00Z");

  const counted = await aggregate(sourceOn(system), {
    name: "user.confirmed",
    from: "2026-03-01",
    to: "2026-03-03",
  });

  expect(counted).toEqual({ current: 3, previous: 2, previousFull: 2, change: 0.5, isNew: false });
});

test("a range that begins and ends at any moment is counted to the millisecond, and so is the one before", async () => {
  await using system = await startTestEvents();
  const at = (minute: string) => `2026-03-01T10:${minute}:00Z`;
  await happen(system, "user.confirmed", at("01"), at("02"), at("03"), at("06"), at("07"), at("20"));
  const count = async (from: string, to: string) => {
    const { current, previous } = await aggregate(sourceOn(system), { name: "user.confirmed", from, to });
    return [current, previous];
  };

  expect(await count(at("05"), at("30"))).toEqual([3, 3]);
  expect(await count(at("04"), at("08"))).toEqual([2, 3]);
  expect(await count(at("02"), at("04"))).toEqual([2, 1]);
  expect(await count(at("05"), at("05"))).toEqual([0, 0]);
});

test("a running period is compared with as much of the previous one", async () => {
  await using system = await startTestEvents();
  await happen(
    system,
    "user.confirmed",
    "2026-06-02T00:00:00Z",
    "2026-05-03T00:00:00Z",
    "2026-05-20T00:00:00Z",
  );

  const counted = await aggregate(sourceOn(system), {
    name: "user.confirmed",
    from: "2026-06-01",
    to: "2026-07-01",
    period: "month",
  });

  expect(counted).toEqual({ current: 1, previous: 1, previousFull: 2, change: 0, isNew: false });
});

test("where nothing was, something is new and not infinitely more", async () => {
  await using system = await startTestEvents();
  await happen(system, "user.confirmed", "2026-03-01T00:00:00Z");

  const counted = await aggregate(sourceOn(system), { name: "user.*", from: "2026-03-01", to: "2026-03-03" });

  expect(counted).toMatchObject({ current: 1, previous: 0, change: null, isNew: true });
});

test("bars follow the days of the zone, empty ones included", async () => {
  await using system = await startTestEvents();
  await happen(
    system,
    "user.confirmed",
    "2026-03-28T22:59:59Z",
    "2026-03-28T23:00:00Z",
    "2026-03-29T21:59:59Z",
  );

  const { bars } = await barChart(sourceOn(system), {
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
  await happen(system, "user.confirmed", "2026-05-30T00:00:00Z", "2026-06-15T09:00:00Z");

  const { bars } = await barChart(sourceOn(system), {
    name: "user.confirmed",
    from: "2026-05-30",
    to: "2026-06-16",
    interval,
  });

  expect(bars.map(({ label }) => label)).toEqual(labels);
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  expect(bars.map(({ incomplete }) => incomplete)).toEqual(
    labels.map((_, index) => index === labels.length - 1),
  );
});

test("a filter on metadata narrows every number", async () => {
  await using system = await startTestEvents();
  await system.store(
    ["free", "pro", "pro"].map((plan) => ({
      name: "user.signed_up",
      metadata: { plan },
      timestamp: "2026-03-01T00:00:00Z",
    })),
  );
  const march = { from: "2026-03-01", to: "2026-04-01", filter: { plan: "pro" } };

  const counted = await aggregate(sourceOn(system), { name: "user.signed_up", ...march });
  const { bars } = await barChart(sourceOn(system), { name: "user.signed_up", interval: "month", ...march });

  expect([counted.current, bars[0]?.count]).toEqual([2, 2]);
});

test("stacked series are zero-filled and titled by the catalog", async () => {
  await using system = await startTestEvents();
  await happen(system, "user.signed_up", "2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z");
  await happen(system, "user.confirmed", "2026-03-03T00:00:00Z");
  await happen(system, "cart.item_removed", "2026-03-02T00:00:00Z");

  const chart = await stackedBarChart(sourceOn(system), {
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

test("an empty database answers zeros", async () => {
  await using system = await startTestEvents();
  const march = { from: "2026-03-01", to: "2026-03-02" };

  expect(await aggregate(sourceOn(system), { name: "*", ...march })).toEqual({
    current: 0,
    previous: 0,
    previousFull: 0,
    change: 0,
    isNew: false,
  });
  expect((await barChart(sourceOn(system), { name: "*", interval: "day", ...march })).bars).toMatchObject([
    { count: 0 },
  ]);
  expect(
    (await barChart(sourceOn(system), { name: "*", interval: "day", from: "2026-03-01", to: "2026-03-01" }))
      .bars,
  ).toEqual([]);
});

test("names list what the catalog plans and what is stored, with counts", async () => {
  await using system = await startTestEvents();
  await happen(system, "user.confirmed", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");
  await happen(system, "cart.emptied", "2026-03-01T00:00:00Z");

  const names = await eventNames(sourceOn(system));

  expect(names.map(({ name, count, planned }) => [name, count, planned])).toEqual([
    ["user.confirmed", 2, true],
    ["cart.emptied", 1, false],
    ["post.liked", 0, true],
    ["post.published", 0, true],
    ["user.signed_up", 0, true],
  ]);
  expect(names[0]).toMatchObject({ title: "Confirmed", icon: "✅", lastSeenAt: "2026-03-02T00:00:00.000Z" });
});
