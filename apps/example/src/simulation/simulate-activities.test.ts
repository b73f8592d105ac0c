import { expect, test } from "vitest";
import { simulateActivities } from "./simulate-activities.ts";
import { simulateYear } from "./simulate-year.ts";

test("each change of a plan is an entry about the customer, by the customer, at the same moment", () => {
  const year = [...simulateYear({ seed: "test", now: new Date("2026-03-05T15:30:00Z"), customers: 300 })];
  const changes = year.flatMap(({ events }) => events).filter(({ name }) => name === "plan.changed");

  const entries = simulateActivities(year.flatMap(({ events }) => events));

  expect(entries.length).toBeGreaterThan(5);
  expect(entries).toMatchObject(
    changes.map(({ userId, timestamp, metadata }) => ({
      userId,
      resourceId: userId,
      timestamp,
      metadata: { "traits.plan_from": metadata.from, "traits.plan_to": metadata.to },
    })),
  );
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});
