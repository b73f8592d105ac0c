import { expect, test } from "vitest";
import { startTestEvents } from "../../testing/start-test-events.ts";
import { createQueryContext, storeAt } from "../testing/store-events.ts";
import { aggregateEvents } from "./aggregate.ts";

test("a count comes with the previous period of the same length and the change", async () => {
  await using system = await startTestEvents();
  await storeAt(
    system,
    "user.confirmed",
    "2026-03-01T00:00:00Z",
    "2026-03-02T00:00:00Z",
    "2026-03-02T23:59:59Z",
  );
  await storeAt(
    system,
    "user.confirmed",
    "2026-02-27T00:00:00Z",
    "2026-02-28T23:59:59.999Z",
    "2026-03-03T00:00:00Z",
  );
  await storeAt(system, "post.liked", "2026-03-01T10:00:00Z");

  const counted = await aggregateEvents(createQueryContext(system), {
    name: "user.confirmed",
    from: "2026-03-01",
    to: "2026-03-03",
  });

  expect(counted).toEqual({ current: 3, previous: 2, previousFull: 2, change: 0.5, isNew: false });
});

test("a range with any start and end is counted to the millisecond, and so is the previous one", async () => {
  await using system = await startTestEvents();
  const at = (minute: string) => `2026-03-01T10:${minute}:00Z`;
  await storeAt(system, "user.confirmed", at("01"), at("02"), at("03"), at("06"), at("07"), at("20"));
  const count = async (from: string, to: string) => {
    const { current, previous } = await aggregateEvents(createQueryContext(system), {
      name: "user.confirmed",
      from,
      to,
    });
    return [current, previous];
  };

  expect(await count(at("05"), at("30"))).toEqual([3, 3]);
  expect(await count(at("04"), at("08"))).toEqual([2, 3]);
  expect(await count(at("02"), at("04"))).toEqual([2, 1]);
  expect(await count(at("05"), at("05"))).toEqual([0, 0]);
});

test("a running period is compared with the elapsed part of the previous one", async () => {
  await using system = await startTestEvents();
  await storeAt(
    system,
    "user.confirmed",
    "2026-06-02T00:00:00Z",
    "2026-05-03T00:00:00Z",
    "2026-05-20T00:00:00Z",
  );

  const counted = await aggregateEvents(createQueryContext(system), {
    name: "user.confirmed",
    from: "2026-06-01",
    to: "2026-07-01",
    period: "month",
  });

  expect(counted).toEqual({ current: 1, previous: 1, previousFull: 2, change: 0, isNew: false });
});

test("a count after zero is new instead of an infinite change", async () => {
  await using system = await startTestEvents();
  await storeAt(system, "user.confirmed", "2026-03-01T00:00:00Z");

  const counted = await aggregateEvents(createQueryContext(system), {
    name: "user.*",
    from: "2026-03-01",
    to: "2026-03-03",
  });

  expect(counted).toMatchObject({ current: 1, previous: 0, change: null, isNew: true });
});

test("a metadata filter narrows the count", async () => {
  await using system = await startTestEvents();
  await system.store(
    ["free", "pro", "pro"].map((plan) => ({
      name: "user.signed_up",
      metadata: { plan },
      timestamp: "2026-03-01T00:00:00Z",
    })),
  );

  const { current } = await aggregateEvents(createQueryContext(system), {
    name: "user.signed_up",
    from: "2026-03-01",
    to: "2026-04-01",
    filter: { plan: "pro" },
  });

  expect(current).toBe(2);
});

test("an empty database returns zeros", async () => {
  await using system = await startTestEvents();

  const counted = await aggregateEvents(createQueryContext(system), {
    name: "*",
    from: "2026-03-01",
    to: "2026-03-02",
  });

  expect(counted).toEqual({ current: 0, previous: 0, previousFull: 0, change: 0, isNew: false });
});
