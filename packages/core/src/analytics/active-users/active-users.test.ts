import { expect, test } from "vitest";
import { startTestEvents } from "../../testing/start-test-events.ts";
import { createQueryContext, storeActions } from "../testing/store-events.ts";
import { countActiveUsers } from "./active-users.ts";

test("a user counts once a day, in the 7 and 30 days from then on, and once in the total", async () => {
  await using system = await startTestEvents();
  await storeActions(
    system,
    "ann 03-01",
    "ann 03-01T18:00",
    "bob 03-02",
    "ann 03-09",
    "- 03-09",
    "cas 02-20",
  );

  const { points, users } = await countActiveUsers(createQueryContext(system), {
    from: "2026-03-01",
    to: "2026-03-11",
  });

  expect(points.map(({ users }) => users)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 1, 0]);
  expect(points.map(({ daily }) => daily)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 1, 0]);
  expect(points.map(({ weekly }) => weekly)).toEqual([1, 2, 2, 2, 2, 2, 2, 1, 1, 1]);
  expect(points.map(({ monthly }) => monthly)).toEqual([2, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
  expect(users).toBe(2);
});

test("a longer bucket counts its own users, and the trailing days at its end", async () => {
  await using system = await startTestEvents();
  await storeActions(system, "ann 03-01", "bob 03-30", "bob 03-31", "cas 04-30");

  const { points } = await countActiveUsers(createQueryContext(system), {
    from: "2026-03-01",
    to: "2026-05-01",
    interval: "month",
  });

  expect(points.map(({ label, users, daily, monthly }) => [label, users, daily, monthly])).toEqual([
    ["2026-03", 2, 1, 1],
    ["2026-04", 1, 1, 1],
  ]);
});

test("days are those of the time zone, also when clocks change", async () => {
  await using system = await startTestEvents();
  await storeActions(system, "ann 03-28T22:30", "ann 03-28T23:30", "ann 03-29T21:30", "ann 03-29T22:30");

  const { points } = await countActiveUsers(createQueryContext(system), {
    from: "2026-03-28",
    to: "2026-03-31",
    timeZone: "Europe/Berlin",
  });

  expect(points.map(({ daily }) => daily)).toEqual([1, 1, 1]);
});

test("stickiness is the mean of complete days divided by the month at their end", async () => {
  await using system = await startTestEvents();
  await storeActions(system, "ann 06-13", "bob 06-13", "ann 06-14", "cas 06-15T09:00");

  const { stickiness, points } = await countActiveUsers(createQueryContext(system), {
    from: "2026-06-13",
    to: "2026-06-17",
  });

  expect(stickiness).toBe(1.5 / 2);
  expect(points.map(({ incomplete }) => incomplete)).toEqual([false, false, true, true]);
  expect(points.map(({ monthly }) => monthly)).toEqual([2, 2, 3, null]);
});
