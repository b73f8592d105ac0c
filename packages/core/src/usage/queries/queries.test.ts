import { defineFeatures } from "@admin-events/catalog";
import { User } from "@admin-events/db";
import { expect, test } from "vitest";
import { linkVisitor } from "../../testing/start-test-events.ts";
import { mergeRequestRollups } from "../requests/merge-request-rollups.sql.ts";
import { minutesAfter, noon, openUsage } from "../testing/open-usage.ts";
import { getUsageEndpoints } from "./get-usage-endpoints.ts";
import { getUsageOverview } from "./get-usage-overview.ts";
import { getUsageTrends } from "./get-usage-trends.ts";
import { getUsageUsers } from "./get-usage-users.sql.ts";

const yesterday = minutesAfter(-24 * 60);
const features = defineFeatures([{ prefix: "/api/orders", feature: "Orders" }]);

test("usage of an empty database is zero", async () => {
  await using usage = await openUsage();

  const nothing = { current: 0, previous: 0, previousFull: 0, change: 0, isNew: false };
  expect(await getUsageOverview(usage.context)).toEqual({
    activeToday: nothing,
    activeWeek: nothing,
    activeMonth: nothing,
    requests: nothing,
    sessions: nothing,
    averageSessionSeconds: { current: null, previous: null, previousFull: null },
    pageViews: nothing,
    uniqueUsers: nothing,
  });
  expect(await getUsageUsers(usage.context)).toEqual({ items: [], total: 0 });
  expect(await getUsageEndpoints(usage.context, features)).toEqual({ features: [], items: [] });
  const { points } = await getUsageTrends(usage.context);
  expect(points).toHaveLength(30);
  expect(points.at(-1)).toMatchObject({
    label: "2026-03-05",
    activeUsers: 0,
    requests: 0,
    averageMs: null,
    p99Ms: null,
    errorRate: null,
    incomplete: true,
  });
});

test("usage without a range covers the last thirty days, including today", async () => {
  await using usage = await openUsage();
  await usage.requests([
    { occurredAt: new Date("2026-02-04T00:00:00Z") },
    { occurredAt: new Date("2026-02-03T23:59:59.999Z") },
    { occurredAt: noon },
  ]);

  expect((await getUsageOverview(usage.context)).requests.current).toBe(2);
});

test("the overview compares with the previous range, a running day with the same part of yesterday", async () => {
  await using usage = await openUsage();
  await usage.requests([
    { userId: "ann" },
    { userId: "ann" },
    { userId: null },
    { userId: "bob", occurredAt: yesterday },
    { userId: "eve", occurredAt: minutesAfter(60, yesterday) },
  ]);
  await usage.events([
    { userId: "ann" },
    { userId: "ann" },
    { userId: "bob", at: yesterday },
    { userId: "eve", at: minutesAfter(60, yesterday) },
    { userId: "cat" },
  ]);
  await usage.view({ ownerId: "cat" });
  await usage.beat({ ownerId: "cat", at: minutesAfter(4) });

  const today = { from: "2026-03-05", to: "2026-03-06" };
  expect(await getUsageOverview({ ...usage.context, now: minutesAfter(5) }, today)).toMatchObject({
    requests: { current: 3, previous: 1, previousFull: 2, change: 2 },
    uniqueUsers: { current: 2, previous: 1, previousFull: 2, change: 1 },
    activeToday: { current: 2, previous: 1 },
    activeWeek: { current: 4, previous: 0, isNew: true },
    activeMonth: { current: 4, previous: 0, change: null },
    sessions: { current: 1, previous: 0 },
    pageViews: { current: 1, previous: 0 },
    averageSessionSeconds: { current: 240, previous: null },
  });
});

test("days start in the time zone of the input, also with an offset of half an hour", async () => {
  await using usage = await openUsage();
  await usage.requests([
    { occurredAt: new Date("2026-03-04T18:29:00Z") },
    { occurredAt: new Date("2026-03-04T18:31:00Z") },
  ]);
  await mergeRequestRollups(usage.db.orm.em.fork(), noon);

  const { points } = await getUsageTrends(usage.context, {
    from: "2026-03-04",
    to: "2026-03-06",
    timeZone: "Asia/Kolkata",
  });

  expect(points.map(({ label, requests }) => [label, requests])).toEqual([
    ["2026-03-04", 1],
    ["2026-03-05", 1],
  ]);
});

test("a user counts once in a week, even if active on several days", async () => {
  await using usage = await openUsage();
  await usage.events([{ userId: "ann" }, { userId: "ann", at: yesterday }, { userId: "bob", at: yesterday }]);

  const active = async (granularity: "day" | "week" | "month") =>
    (await getUsageTrends(usage.context, { from: "2026-03-02", to: "2026-03-06", granularity })).points.map(
      ({ activeUsers }) => activeUsers,
    );

  expect(await active("day")).toEqual([0, 0, 2, 1]);
  expect(await active("week")).toEqual([2]);
  expect(await active("month")).toEqual([2]);
});

test("a session over midnight counts once", async () => {
  await using usage = await openUsage();
  await usage.view({ at: new Date("2026-03-03T23:50:00Z") });
  await usage.beat({ at: new Date("2026-03-04T00:15:00Z") });

  const range = { from: "2026-03-03", to: "2026-03-05" };
  expect(await getUsageOverview(usage.context, range)).toMatchObject({
    sessions: { current: 1 },
    averageSessionSeconds: { current: 25 * 60 },
  });
});

test.each([
  [{ from: "2026-03-03", to: "2026-03-04" }, 1, 600, "2026-03-03T23:59:59.999Z"],
  [{ from: "2026-03-04", to: "2026-03-05" }, 0, 900, "2026-03-04T00:15:00.000Z"],
])(
  "a user's usage of %j includes only that part of a session over midnight",
  async (day, began, seconds, last) => {
    await using usage = await openUsage();
    await usage.view({ at: new Date("2026-03-03T23:50:00Z") });
    await usage.beat({ at: new Date("2026-03-04T00:15:00Z") });

    expect((await getUsageUsers(usage.context, day)).items).toMatchObject([
      { userId: "ann", sessionCount: began, totalSeconds: seconds, lastActive: last },
    ]);
  },
);

test("active visitors are people, and are not listed as users", async () => {
  await using usage = await openUsage();
  await usage.view({ ownerId: "anonymous:a_1" });
  await usage.events([{ userId: "anonymous:a_1" }]);

  expect(await getUsageOverview(usage.context)).toMatchObject({
    pageViews: { current: 1 },
    sessions: { current: 1 },
    uniqueUsers: { current: 1 },
  });
  expect((await getUsageUsers(usage.context)).total).toBe(0);
});

test("a linked visitor counts as the user from the start, until the link is undone", async () => {
  await using usage = await openUsage();
  await usage.requests([{ userId: "ann" }]);
  await usage.events([{ userId: "ann" }, { userId: "anonymous:a_1" }]);
  await usage.view({ ownerId: "anonymous:a_1" });
  const getUsageOfAnn = async () => {
    const { items } = await getUsageUsers(usage.context);
    return items.map(({ requestCount, pageViewCount, sessionCount }) => [
      requestCount,
      pageViewCount,
      sessionCount,
    ]);
  };

  await linkVisitor(usage.db, { visitor: "anonymous:a_1", user: "ann" });
  await usage.beat({ formerOwnerId: "anonymous:a_1", at: minutesAfter(1) });
  expect(await getUsageOfAnn()).toEqual([[1, 1, 1]]);
  expect((await getUsageOverview(usage.context)).uniqueUsers.current).toBe(1);

  await linkVisitor(usage.db, { visitor: "anonymous:a_1", user: null });
  expect(await getUsageOfAnn()).toEqual([[1, 0, 0]]);
});

test("trends include the mean, the percentiles and the error rate", async () => {
  await using usage = await openUsage();
  await usage.requests([
    ...Array.from({ length: 98 }, () => ({ durationMs: 10 })),
    { durationMs: 500, status: 404 },
    { durationMs: 1_000, status: 500 },
  ]);

  const { granularity, points } = await getUsageTrends(usage.context, {
    from: "2026-03-05",
    to: "2026-03-06",
  });

  expect(granularity).toBe("day");
  expect(points).toMatchObject([{ requests: 100, averageMs: 24.8, errorRate: 0.02 }]);
  expect(points[0]!.p50Ms! / 10).toBeCloseTo(1, 1);
  expect(points[0]!.p99Ms! / 500).toBeCloseTo(1, 1);
});

test("durations of a hundredth of a millisecond have percentiles within two percent, too", async () => {
  await using usage = await openUsage();
  await usage.requests(Array.from({ length: 10 }, () => ({ durationMs: 0.014_5 })));

  const { points } = await getUsageTrends(usage.context, { from: "2026-03-05", to: "2026-03-06" });

  expect(Math.abs(points[0]!.p95Ms! / 0.014_5 - 1)).toBeLessThan(0.02);
});

test("endpoints are sorted by count, time or errors, and summed up by feature", async () => {
  await using usage = await openUsage();
  await usage.requests([
    { route: "/api/orders", method: "POST", durationMs: 90, status: 500 },
    { durationMs: 10 },
    { durationMs: 20 },
    { route: "/about", durationMs: 300 },
  ]);

  const { features: used, items } = await getUsageEndpoints(usage.context, features);

  expect(items.map(({ method, route, feature, count }) => [method, route, feature, count])).toEqual([
    ["GET", "/api/orders/:id", "Orders", 2],
    ["GET", "/about", "Other", 1],
    ["POST", "/api/orders", "Orders", 1],
  ]);
  expect(items[0]).toMatchObject({ averageMs: 15, errors: 0, errorRate: 0 });
  expect(used).toMatchObject([
    { feature: "Orders", endpoints: 2, count: 3, averageMs: 40, errors: 1 },
    { feature: "Other", endpoints: 1, count: 1 },
  ]);
  const first = async (order: "time" | "errors") =>
    (await getUsageEndpoints(usage.context, features, { order, limit: 1 })).items;
  expect(await first("time")).toMatchObject([{ route: "/about" }]);
  expect(await first("errors")).toMatchObject([{ route: "/api/orders" }]);
  expect((await getUsageEndpoints(usage.context, features, { feature: "Other" })).items).toHaveLength(1);
});

test("users are sorted, searched and paged, and inactive users come last", async () => {
  await using usage = await openUsage();
  usage.db.em.create(User, { externalId: "idle", name: "Idle 100%", traits: {} });
  await usage.db.em.flush();
  await usage.requests([
    { userId: "ann" },
    { userId: "bob" },
    { userId: "bob", occurredAt: minutesAfter(-1) },
  ]);
  await usage.view({ ownerId: "ann" });
  await usage.beat({ ownerId: "ann", at: minutesAfter(3) });

  const ids = async (input: Parameters<typeof getUsageUsers>[1]) =>
    (await getUsageUsers(usage.context, input)).items.map(({ userId }) => userId);

  expect((await getUsageUsers(usage.context)).items).toEqual([
    {
      userId: "ann",
      name: null,
      email: null,
      requestCount: 1,
      sessionCount: 1,
      pageViewCount: 1,
      totalSeconds: 180,
      lastActive: "2026-03-05T12:03:00.000Z",
      lastSeenAt: "2026-03-05T12:03:00.000Z",
    },
    expect.objectContaining({ userId: "bob", requestCount: 2, lastActive: "2026-03-05T12:00:00.000Z" }),
    expect.objectContaining({ userId: "idle", name: "Idle 100%", requestCount: 0, lastActive: null }),
  ]);
  expect(await ids({ order: "requests" })).toEqual(["bob", "ann", "idle"]);
  expect(await ids({ order: "lastActive", direction: "asc" })).toEqual(["bob", "ann", "idle"]);
  expect(await ids({ order: "name", direction: "asc" })).toEqual(["ann", "bob", "idle"]);
  expect(await ids({ search: "100%" })).toEqual(["idle"]);
  expect(await ids({ search: "%" })).toEqual(["idle"]);
  expect(await getUsageUsers(usage.context, { page: 2, pageSize: 2 })).toMatchObject({
    items: [{ userId: "idle" }],
    total: 3,
  });
  expect(await getUsageUsers(usage.context, { page: 9, pageSize: 2 })).toEqual({ items: [], total: 3 });
});

test.each([
  { from: "2026-02-30", to: "2026-03-01" },
  { from: "2026-03-02", to: "2026-03-01" },
  { timeZone: "Mars/Olympus" },
])("the input %j is rejected", async (input) => {
  await using usage = await openUsage();

  await expect(getUsageOverview(usage.context, input)).rejects.toMatchObject({ name: "ValidationError" });
});
