import { expect, test } from "vitest";
import { startTestEvents } from "../../testing/start-test-events.ts";
import { createQueryContext, storeActions } from "../testing/store-events.ts";
import { listTopUsers } from "./top-users.ts";

test("lists the users with the most or the latest events, page by page", async () => {
  await using system = await startTestEvents();
  await storeActions(system, "ann 03-01", "ann 03-02", "bob 03-03", "cas 03-01", "cas 03-04", "cas 03-02");
  const input = { from: "2026-03-01", to: "2026-03-04" };

  const byCount = await listTopUsers(createQueryContext(system), input);
  const latest = await listTopUsers(createQueryContext(system), { ...input, sort: "lastAt", limit: 1 });
  const next = await listTopUsers(createQueryContext(system), { ...input, limit: 1, offset: 1 });

  expect(byCount.users.map(({ user, count }) => [user.id, count])).toEqual([
    ["ann", 2],
    ["cas", 2],
    ["bob", 1],
  ]);
  expect(byCount.users[0]).toMatchObject({
    firstAt: "2026-03-01T12:00:00.000Z",
    lastAt: "2026-03-02T12:00:00.000Z",
  });
  expect(latest.users.map(({ user }) => user.id)).toEqual(["bob"]);
  expect([next.users[0]?.user.id, next.total]).toEqual(["cas", 3]);
});
