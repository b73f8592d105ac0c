import { expect, test } from "vitest";
import { linkVisitor, startTestEvents } from "../testing/start-test-events.ts";
import { countActiveUsers } from "./active-users/active-users.ts";
import { countFunnel } from "./funnel/funnel.ts";
import { listLatest } from "./latest/latest.ts";
import { createQueryContext, storeActions } from "./testing/store-events.ts";

test("a linked visitor and their user count once everywhere, and twice after the link is undone", async () => {
  await using system = await startTestEvents();
  await storeActions(system, "anonymous:a 03-01 user.signed_up", "ann 03-02 user.confirmed");
  const context = createQueryContext(system);
  const range = { from: "2026-03-01", to: "2026-03-03" };
  const counts = async () => [
    (await countActiveUsers(context, range)).users,
    (await countFunnel(context, { names: ["user.signed_up", "user.confirmed"], ...range })).steps.map(
      ({ count }) => count,
    ),
    (await listLatest(context, { userId: "ann" })).items.map(({ name, user }) => [name, user?.id]),
    (await listLatest(context, { userId: "anonymous:a" })).items.length,
  ];
  const apart = [2, [1, 0], [["user.confirmed", "ann"]], 1];

  expect(await counts()).toEqual(apart);

  await linkVisitor(system.db, { visitor: "anonymous:a", user: "ann" });
  expect(await counts()).toEqual([
    1,
    [1, 1],
    [
      ["user.confirmed", "ann"],
      ["user.signed_up", "ann"],
    ],
    0,
  ]);

  await linkVisitor(system.db, { visitor: "anonymous:a", user: null });
  expect(await counts()).toEqual(apart);
});
