import { expect, test } from "vitest";
import { blog, startTestEvents } from "../../testing/start-test-events.ts";
import type { TestEvents } from "../../testing/start-test-events.ts";
import type { FunnelInput } from "./funnel.ts";
import { countFunnel } from "./funnel.ts";

const march = { from: "2026-03-01", to: "2026-04-01" };
const steps = ["user.signed_up", "user.confirmed", "post.liked"];

async function storeActions(system: TestEvents, ...lines: string[]) {
  await system.store(
    lines.map((line) => {
      const [userId, name = "", timestamp] = line.split(" ");
      return { name, timestamp, userId: userId === "-" ? null : userId };
    }),
  );
}

async function countSteps(system: TestEvents, input: Partial<FunnelInput>, now = "2026-06-15T12:00:00Z") {
  const context = { em: system.db.em, catalog: blog, timeZone: "UTC", now: new Date(now) };
  return (await countFunnel(context, { names: steps, ...march, ...input })).steps;
}

test("in any order a step counts users who did it and all earlier steps", async () => {
  await using system = await startTestEvents();
  await storeActions(
    system,
    "ann user.signed_up 2026-03-01T10:00Z",
    "ann user.confirmed 2026-03-01T09:00Z",
    "ann post.liked 2026-03-01T08:00Z",
    "bob user.signed_up 2026-03-02T10:00Z",
    "bob user.signed_up 2026-03-02T11:00Z",
    "bob post.liked 2026-03-02T12:00Z",
    "cid user.confirmed 2026-03-02T12:00Z",
    "dan user.signed_up 2026-03-02T12:00Z",
    "dan user.confirmed 2026-04-01T00:00Z",
    "- user.signed_up 2026-03-02T12:00Z",
  );

  const counted = await countSteps(system, {});

  expect(counted.map(({ count }) => count)).toEqual([3, 1, 1]);
  expect(counted[1]).toEqual({
    name: "user.confirmed",
    title: "Confirmed",
    count: 1,
    rateFromFirst: 1 / 3,
    rateFromPrevious: 1 / 3,
    dropOff: 2,
    inProgress: 0,
    medianSeconds: null,
    p90Seconds: null,
  });
});

test("in order a step counts at or after the previous one, within the window of the entry", async () => {
  await using system = await startTestEvents();
  await storeActions(
    system,
    "ann user.signed_up 2026-03-01T10:00Z",
    "ann user.confirmed 2026-03-01T10:00:30Z",
    "ann post.liked 2026-03-01T10:01:30Z",
    "bob user.confirmed 2026-03-01T09:00Z",
    "bob user.signed_up 2026-03-01T10:00Z",
    "cid user.signed_up 2026-03-31T23:00Z",
    "cid user.confirmed 2026-04-01T01:00Z",
    "dan user.signed_up 2026-03-01T10:00Z",
    "dan user.confirmed 2026-03-03T10:00Z",
  );

  const counted = await countSteps(system, { order: "ordered", windowSeconds: 86_400 });

  expect(counted.map(({ count, dropOff }) => [count, dropOff])).toEqual([
    [4, 0],
    [2, 2],
    [1, 1],
  ]);
  expect(counted[1]?.medianSeconds).toBe((30 + 7200) / 2);
  expect(counted[2]?.medianSeconds).toBe(60);
});

test("a user with an open window is in progress instead of dropped off", async () => {
  await using system = await startTestEvents();
  await storeActions(system, "ann user.signed_up 2026-03-10T10:00Z", "bob user.signed_up 2026-03-01T10:00Z");

  const counted = await countSteps(
    system,
    { order: "ordered", windowSeconds: 2 * 86_400 },
    "2026-03-11T12:00:00Z",
  );

  expect(counted[1]).toMatchObject({ count: 0, inProgress: 1, dropOff: 1 });
});

test("a strict funnel allows no other step in between", async () => {
  await using system = await startTestEvents();
  await storeActions(
    system,
    "ann user.signed_up 2026-03-01T10:00Z",
    "ann user.confirmed 2026-03-01T10:02Z",
    "bob user.signed_up 2026-03-01T10:00Z",
    "bob post.liked 2026-03-01T10:01Z",
    "bob user.confirmed 2026-03-01T10:02Z",
  );

  const ordered = await countSteps(system, { order: "ordered", names: steps.slice(0, 2) });
  const strict = await countSteps(system, { order: "strict", names: steps });

  expect(ordered.map(({ count }) => count)).toEqual([2, 2]);
  expect(strict.map(({ count }) => count)).toEqual([2, 1, 0]);
});

test("a funnel without entries has no rates", async () => {
  await using system = await startTestEvents();

  for (const order of ["any", "ordered", "strict"] as const) {
    const counted = await countSteps(system, { order });
    expect(counted.map(({ count, rateFromFirst, dropOff }) => [count, rateFromFirst, dropOff])).toEqual([
      [0, null, 0],
      [0, null, 0],
      [0, null, 0],
    ]);
  }
});

test("a funnel has one to twenty steps", async () => {
  await using system = await startTestEvents();

  await expect(countSteps(system, { names: [] })).rejects.toThrow("A funnel has 1 to 20 steps.");
});
