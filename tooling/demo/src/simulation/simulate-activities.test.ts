import { expect, test } from "vitest";
import { simulateActivities } from "./simulate-activities.ts";
import { simulateYear } from "./simulate-year.ts";

test("each change of a plan is an activity by the customer about the customer at the same time", () => {
  const year = [...simulateYear({ seed: "test", now: new Date("2026-03-05T15:30:00Z"), customers: 300 })];
  const changes = year.flatMap(({ events }) => events).filter(({ name }) => name === "plan.changed");

  const entries = simulateActivities(year.flatMap(({ events }) => events));

  expect(entries.length).toBeGreaterThan(5);
  expect(entries).toMatchObject(
    changes.map(({ userId, timestamp, metadata }) => ({
      userId,
      resourceId: userId,
      timestamp,
      metadata: { plan_from: metadata.from, plan_to: metadata.to },
      changedFields: ["plan"],
    })),
  );
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});
