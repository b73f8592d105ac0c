import { expect, test } from "vitest";
import type { TestEvents } from "../testing/start-test-events.ts";
import { blog, linkVisitor, sentBy, startTestEvents } from "../testing/start-test-events.ts";
import { activeUsers } from "./active-users/active-users.ts";
import { funnel } from "./funnel/funnel.ts";
import { listLatest } from "./latest/list-latest.ts";
import { retention } from "./retention/retention.ts";
import type { QueryContext } from "./query-context.ts";
import { topUsers } from "./top-users/top-users.ts";

function sourceOn(system: TestEvents, now = "2026-06-15T12:00:00Z"): QueryContext {
  return { em: system.db.em, catalog: blog, timeZone: "UTC", now: new Date(now) };
}

/** Stores events written as "ann 03-02 user.confirmed"; a day may carry a time, as in 03-02T10:00. */
async function happened(system: TestEvents, ...lines: string[]) {
  await system.store(
    lines.map((line) => {
      const [person = "", day = "", name = "user.confirmed"] = line.split(" ");
      return {
        name,
        ...sentBy(person === "nobody" ? null : person),
        timestamp: `2026-${day.includes("T") ? day : `${day}T12:00`}:00Z`,
      };
    }),
  );
}

test("a user counts once a day, in the 7 and 30 days that follow, and once in the whole", async () => {
  await using system = await startTestEvents();
  await happened(
    system,
    "ann 03-01",
    "ann 03-01T18:00",
    "bob 03-02",
    "ann 03-09",
    "nobody 03-09",
    "cas 02-20",
  );

  const { points, users } = await activeUsers(sourceOn(system), { from: "2026-03-01", to: "2026-03-11" });

  expect(points.map(({ users }) => users)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 1, 0]);
  expect(points.map(({ daily }) => daily)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 1, 0]);
  expect(points.map(({ weekly }) => weekly)).toEqual([1, 2, 2, 2, 2, 2, 2, 1, 1, 1]);
  expect(points.map(({ monthly }) => monthly)).toEqual([2, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
  expect(users).toBe(2);
});

test("a longer bucket counts its own users, and the days at its end", async () => {
  await using system = await startTestEvents();
  await happened(system, "ann 03-01", "bob 03-30", "bob 03-31", "cas 04-30");

  const { points } = await activeUsers(sourceOn(system), {
    from: "2026-03-01",
    to: "2026-05-01",
    interval: "month",
  });

  expect(points.map(({ label, users, daily, monthly }) => [label, users, daily, monthly])).toEqual([
    ["2026-03", 2, 1, 1],
    ["2026-04", 1, 1, 1],
  ]);
});

test("days are those of the zone, also where the clock is put forward", async () => {
  await using system = await startTestEvents();
  await happened(system, "ann 03-28T22:30", "ann 03-28T23:30", "ann 03-29T21:30", "ann 03-29T22:30");

  const { points } = await activeUsers(sourceOn(system), {
    from: "2026-03-28",
    to: "2026-03-31",
    timeZone: "Europe/Berlin",
  });

  expect(points.map(({ daily }) => daily)).toEqual([1, 1, 1]);
});

test("stickiness is the mean day of the complete ones by the month at their end", async () => {
  await using system = await startTestEvents();
  await happened(system, "ann 06-13", "bob 06-13", "ann 06-14", "cas 06-15T09:00");

  const { stickiness, points } = await activeUsers(sourceOn(system), {
    from: "2026-06-13",
    to: "2026-06-17",
  });

  expect(stickiness).toBe(1.5 / 2);
  expect(points.map(({ incomplete }) => incomplete)).toEqual([false, false, true, true]);
  expect(points.map(({ monthly }) => monthly)).toEqual([2, 2, 3, null]);
});

test("a cohort is who came for the first time in the range; its cells are who came back", async () => {
  await using system = await startTestEvents();
  await happened(system, "ann 03-02", "bob 03-03", "ann 03-09", "cas 03-10", "ann 03-17", "cas 03-23");

  const { cohorts, average } = await retention(sourceOn(system), {
    entryName: "user.confirmed",
    from: "2026-03-02",
    to: "2026-03-30",
  });

  expect(cohorts.map(({ label, size, cells }) => [label, size, cells.map(({ count }) => count)])).toEqual([
    ["2026-03-02", 2, [2, 1, 1, 0]],
    ["2026-03-09", 1, [1, 0, 1]],
    ["2026-03-16", 0, [0, 0]],
    ["2026-03-23", 0, [0]],
  ]);
  expect(average).toEqual([1, 1 / 3, 2 / 3, 0]);
});

test("who came before the range is no first-ever entry, and recurring cohorts hold everybody who came", async () => {
  await using system = await startTestEvents();
  await happened(system, "ann 02-01", "ann 03-02", "bob 03-03", "ann 03-09", "bob 03-10");
  const input = { entryName: "user.confirmed", from: "2026-03-02", to: "2026-03-16" };

  const ever = await retention(sourceOn(system), { ...input, entry: "first-ever" });
  const recurring = await retention(sourceOn(system), { ...input, entry: "recurring" });

  expect(ever.cohorts.map(({ size }) => size)).toEqual([1, 0]);
  expect(recurring.cohorts.map(({ size }) => size)).toEqual([2, 2]);
});

test("who came later counts on or after every period before, but on that period alone", async () => {
  await using system = await startTestEvents();
  await happened(system, "ann 03-02", "ann 03-18 post.liked");
  const input = {
    entryName: "user.confirmed",
    returnName: "post.liked",
    from: "2026-03-02",
    to: "2026-03-30",
  };

  const on = await retention(sourceOn(system), input);
  const after = await retention(sourceOn(system), { ...input, returning: "on-or-after" });

  expect(on.cohorts[0]?.cells.map(({ count }) => count)).toEqual([0, 0, 1, 0]);
  expect(after.cohorts[0]?.cells.map(({ count }) => count)).toEqual([1, 1, 1, 0]);
});

test("a period that has not begun is null, and one that runs is incomplete and not in the average", async () => {
  await using system = await startTestEvents();
  await happened(system, "ann 06-02");

  const { cohorts, average } = await retention(sourceOn(system), {
    entryName: "user.confirmed",
    from: "2026-06-01",
    to: "2026-06-29",
  });

  expect(cohorts[0]?.cells).toEqual([
    { count: 1, rate: 1, incomplete: false },
    { count: 0, rate: 0, incomplete: false },
    { count: 0, rate: 0, incomplete: true },
    { count: null, rate: null, incomplete: true },
  ]);
  expect(average).toEqual([1, 0, null, null]);
});

test("the top users are those with most events, or the latest, page by page", async () => {
  await using system = await startTestEvents();
  await happened(system, "ann 03-01", "ann 03-02", "bob 03-03", "cas 03-01", "cas 03-04", "cas 03-02");
  const input = { from: "2026-03-01", to: "2026-03-04" };

  const byCount = await topUsers(sourceOn(system), input);
  const latest = await topUsers(sourceOn(system), { ...input, sort: "lastAt", limit: 1 });
  const next = await topUsers(sourceOn(system), { ...input, limit: 1, offset: 1 });

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

test("a visitor who becomes a user is one person everywhere, and two again when that is undone", async () => {
  await using system = await startTestEvents();
  await happened(system, "anonymous:a 03-01 user.signed_up", "ann 03-02 user.confirmed");
  const context = sourceOn(system);
  const range = { from: "2026-03-01", to: "2026-03-03" };
  const counts = async () => [
    (await activeUsers(context, range)).users,
    (await funnel(context, { names: ["user.signed_up", "user.confirmed"], ...range })).steps.map(
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
