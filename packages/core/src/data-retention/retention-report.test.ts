import { defineEvents } from "@admin-events/catalog";
import { expect, test } from "vitest";
import { startTestEvents } from "../testing/start-test-events.ts";
import { getNextCleanUp } from "./clean-up-times.ts";
import { getRetentionReport } from "./retention-report.sql.ts";

const catalog = defineEvents({
  "page.viewed": { title: "Viewed", icon: "👀", retentionDays: 30 },
  "order.placed": { title: "Ordered", icon: "📦", retentionDays: "forever" },
});
const now = new Date("2026-06-01T00:30:00Z");

test("each kind of data has its retention, its oldest row and the next clean-up", async () => {
  await using system = await startTestEvents();
  await system.store([
    { name: "page.viewed", timestamp: "2026-05-20T10:00:00Z" },
    { name: "order.placed", timestamp: "2024-01-01T10:00:00Z" },
    { name: "post.created", timestamp: "2026-04-01T10:00:00Z" },
    { name: "post.created", timestamp: "2026-05-01T10:00:00Z" },
  ]);

  const report = await getRetentionReport(system.fork(), {
    policy: { catalog, defaultDays: 90 },
    usageDays: null,
    timeZone: "UTC",
    now,
  });

  expect(report.map(({ title, days, oldest, nextCleanUp }) => [title, days, oldest, nextCleanUp])).toEqual([
    ["Events", 90, "2026-04-01T10:00:00.000Z", "2026-06-01T01:00:00.000Z"],
    ["Events: order.placed", null, "2024-01-01T10:00:00.000Z", null],
    ["Events: page.viewed", 30, "2026-05-20T10:00:00.000Z", "2026-06-01T01:00:00.000Z"],
    ["Requests", null, null, null],
    ["Page views", null, null, null],
    ["Sessions", null, null, null],
    ["Hash chain of the activity log", null, null, null],
    ["Hashes of erased people", null, null, null],
  ]);
});

test("the next clean-up is a time of day in the project's time zone", () => {
  expect(getNextCleanUp("usage", "UTC", now)).toBe("2026-06-01T01:30:00.000Z");
  expect(getNextCleanUp("events", "Europe/Paris", now)).toBe("2026-06-01T23:00:00.000Z");
  expect(getNextCleanUp("events", "UTC", new Date("2026-06-01T01:00:00Z"))).toBe("2026-06-02T01:00:00.000Z");
});
