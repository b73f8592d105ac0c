import { defineEvents } from "@admin-events/catalog";
import { expect, test } from "vitest";
import { listActivities } from "../activity/index.ts";
import { aggregateEvents } from "../analytics/index.ts";
import type { TestEvents } from "../testing/start-test-events.ts";
import { rowCount, startTestEvents } from "../testing/start-test-events.ts";
import { prune } from "./prune.ts";
import { getRetentionDays } from "./retention-days.ts";

const now = new Date("2026-06-01T00:00:00Z");
const catalog = defineEvents({
  "page.viewed": { title: "Viewed", icon: "👀", retentionDays: 30, aliases: ["page.seen"] },
  "order.placed": { title: "Ordered", icon: "📦", retentionDays: "forever" },
});
const policy = { catalog, defaultDays: 90 };

async function startWithHistory(): Promise<TestEvents> {
  const system = await startTestEvents();
  const ages = [0, 40, 100, 400];
  await system.store(
    ["page.viewed", "page.seen", "order.placed", "post.created"].flatMap((name) =>
      ages.map((age) => ({
        name,
        timestamp: new Date(now.getTime() - age * 86_400_000),
        resourceType: name === "post.created" ? "post" : null,
      })),
    ),
  );
  return system;
}

const createDeps = (system: TestEvents) => ({ fork: () => system.db.orm.em.fork(), record: system.record });

test("getRetentionDays: the catalog decides, otherwise the default", () => {
  expect(getRetentionDays(policy, "page.viewed")).toBe(30);
  expect(getRetentionDays(policy, "page.seen")).toBe(30);
  expect(getRetentionDays(policy, "order.placed")).toBeNull();
  expect(getRetentionDays(policy, "post.created")).toBe(90);
  expect(getRetentionDays({ ...policy, defaultDays: null }, "post.created")).toBeNull();
  expect(getRetentionDays(policy, "events.pruned")).toBeNull();
});

test("prune: events past their retention are deleted in batches", async () => {
  await using system = await startWithHistory();

  const pruned = await prune(createDeps(system), { policy, mode: "manual", now, batchSize: 2 });

  expect(pruned.map(({ name, days, count }) => [name, days, count])).toEqual([
    ["page.seen", 30, 3],
    ["page.viewed", 30, 3],
    ["post.created", 90, 2],
  ]);
  const rows = await system.db.em.execute<{ name: string; count: number }[]>(`
    select name, count(*)::int as count from admin_events.events join admin_events.event_names on event_names.id = name_id group by 1 order by 1`);
  expect(rows).toEqual([
    { name: "events.pruned", count: 3 },
    { name: "order.placed", count: 4 },
    { name: "page.seen", count: 1 },
    { name: "page.viewed", count: 1 },
    { name: "post.created", count: 2 },
  ]);
});

test("prune: activitiesOnly keeps other events", async () => {
  await using system = await startWithHistory();

  const pruned = await prune(createDeps(system), {
    policy: { catalog: {}, defaultDays: 50 },
    activitiesOnly: true,
    mode: "manual",
    now,
  });

  expect(pruned.map(({ name, count }) => [name, count])).toEqual([["post.created", 2]]);
  expect(await rowCount(system.db, "events")).toBe(16 - 2 + 1);
});

test("prune: a dry run counts events and deletes nothing", async () => {
  await using system = await startWithHistory();

  const planned = await prune(createDeps(system), { policy, mode: "manual", now, dryRun: true });
  expect(await rowCount(system.db, "events")).toBe(16);

  expect(await prune(createDeps(system), { policy, mode: "manual", now })).toEqual(planned);
});

test("prune: each pruned name is logged as an activity that is never pruned", async () => {
  await using system = await startWithHistory();
  await prune(createDeps(system), { policy, mode: "auto", now });
  const later = new Date("2036-01-01T00:00:00Z");
  await prune(createDeps(system), { policy, mode: "auto", now: later });

  const { items } = await listActivities(system.context, {
    action: "events.pruned",
    resourceId: "post.created",
  });
  expect(
    items.map(({ mode, module, metadata }) => [mode, module, metadata["count"], metadata["before"]]),
  ).toEqual([
    ["auto", "retention", 2, "2035-10-03T00:00:00.000Z"],
    ["auto", "retention", 2, "2026-03-03T00:00:00.000Z"],
  ]);
});

test("charts no longer count pruned events", async () => {
  await using system = await startWithHistory();
  const range = { name: "page.viewed", from: "2025-01-01", to: "2026-06-02" };
  const before = await aggregateEvents({ ...system.context, catalog: {} }, range);

  await prune(createDeps(system), { policy, mode: "auto", now });

  const after = await aggregateEvents({ ...system.context, catalog: {} }, range);
  expect([before.current, after.current]).toEqual([4, 1]);
});
