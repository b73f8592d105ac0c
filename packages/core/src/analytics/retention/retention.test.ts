import { expect, test } from "vitest";
import { startTestEvents } from "../../testing/start-test-events.ts";
import { createQueryContext, storeActions } from "../testing/store-events.ts";
import { countRetention } from "./retention.ts";

test("a cohort holds users by their first entry in the range, its cells those who returned", async () => {
  await using system = await startTestEvents();
  await storeActions(system, "ann 03-02", "bob 03-03", "ann 03-09", "cas 03-10", "ann 03-17", "cas 03-23");

  const { cohorts, average } = await countRetention(createQueryContext(system), {
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

test("first-ever cohorts leave out users who entered before, recurring cohorts hold every entry", async () => {
  await using system = await startTestEvents();
  await storeActions(system, "ann 02-01", "ann 03-02", "bob 03-03", "ann 03-09", "bob 03-10");
  const input = { entryName: "user.confirmed", from: "2026-03-02", to: "2026-03-16" };

  const ever = await countRetention(createQueryContext(system), { ...input, entry: "first-ever" });
  const recurring = await countRetention(createQueryContext(system), { ...input, entry: "recurring" });

  expect(ever.cohorts.map(({ size }) => size)).toEqual([1, 0]);
  expect(recurring.cohorts.map(({ size }) => size)).toEqual([2, 2]);
});

test("a return counts on its own period, or on-or-after for all earlier ones too", async () => {
  await using system = await startTestEvents();
  await storeActions(system, "ann 03-02", "ann 03-18 post.liked");
  const input = {
    entryName: "user.confirmed",
    returnName: "post.liked",
    from: "2026-03-02",
    to: "2026-03-30",
  };

  const on = await countRetention(createQueryContext(system), input);
  const after = await countRetention(createQueryContext(system), { ...input, returning: "on-or-after" });

  expect(on.cohorts[0]?.cells.map(({ count }) => count)).toEqual([0, 0, 1, 0]);
  expect(after.cohorts[0]?.cells.map(({ count }) => count)).toEqual([1, 1, 1, 0]);
});

test("a period that the range cuts is incomplete and not in the average", async () => {
  await using system = await startTestEvents();
  await storeActions(system, "ann 03-02", "ann 03-11", "ann 03-20 post.liked");

  const { cohorts, average } = await countRetention(createQueryContext(system), {
    entryName: "user.confirmed",
    from: "2026-03-02",
    to: "2026-03-19",
  });

  expect(cohorts[0]?.cells).toEqual([
    { count: 1, rate: 1, incomplete: false },
    { count: 1, rate: 1, incomplete: false },
    { count: 0, rate: 0, incomplete: true },
  ]);
  expect(average).toEqual([1, 1, null]);
});

test("a period that has not begun is null, a running one is incomplete and not in the average", async () => {
  await using system = await startTestEvents();
  await storeActions(system, "ann 06-02");

  const { cohorts, average } = await countRetention(createQueryContext(system), {
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
