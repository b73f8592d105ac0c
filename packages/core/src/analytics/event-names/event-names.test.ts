import { expect, test } from "vitest";
import { startTestEvents } from "../../testing/start-test-events.ts";
import { createQueryContext, storeAt } from "../testing/store-events.ts";
import { getEventNames } from "./event-names.ts";

test("lists planned and stored names with their counts", async () => {
  await using system = await startTestEvents();
  await storeAt(system, "user.confirmed", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");
  await storeAt(system, "cart.emptied", "2026-03-01T00:00:00Z");

  const names = await getEventNames(createQueryContext(system));

  expect(names.map(({ name, count, planned }) => [name, count, planned])).toEqual([
    ["user.confirmed", 2, true],
    ["cart.emptied", 1, false],
    ["post.liked", 0, true],
    ["post.published", 0, true],
    ["user.signed_up", 0, true],
  ]);
  expect(names[0]).toMatchObject({ title: "Confirmed", icon: "✅", lastSeenAt: "2026-03-02T00:00:00.000Z" });
});

test("lists the names of activities only when they are asked for, apart from the same names of events", async () => {
  await using system = await startTestEvents();
  await storeAt(system, "user.confirmed", "2026-03-01T00:00:00Z");
  await system.activity.log({ action: "user.confirmed", resource: { type: "user", id: "u_1" } });
  await system.activity.log({ action: "user.confirmed", resource: { type: "user", id: "u_2" } });
  await system.activity.log({ action: "price.changed", resource: { type: "product", id: "1" } });

  const list = async (kind?: "activity" | "all") =>
    (await getEventNames(createQueryContext(system), { kind }))
      .filter(({ count }) => count > 0)
      .map(({ kind, name, count }) => [kind, name, count]);

  const activities = [
    ["activity", "user.confirmed", 2],
    ["activity", "price.changed", 1],
  ];
  expect(await list()).toEqual([["event", "user.confirmed", 1]]);
  expect(await list("activity")).toEqual(activities);
  expect((await list("all")).toSorted()).toEqual([...activities, ["event", "user.confirmed", 1]].toSorted());
});
