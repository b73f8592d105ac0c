import type { EventDefinition } from "@admin-events/catalog";
import { isEventName } from "@admin-events/catalog";
import { shopEvents as catalog } from "@admin-events/catalog/shop-events";
import { expect, test } from "vitest";
import type { SimulatedEvent } from "./event-recorder.ts";
import type { SimulatedDay } from "./simulate-year.ts";
import { simulateYear } from "./simulate-year.ts";

const now = new Date("2026-03-05T15:30:00Z");
const year = gather({ seed: "test", now });

test("a year has about five thousand customers and thirty events for each", () => {
  expect(year.users.length).toBeGreaterThan(4_900);
  expect(year.events.length).toBeGreaterThan(130_000);
  expect(year.events.length).toBeLessThan(170_000);
});

test("the same seed and day produce the same year", () => {
  const sameDay = gather({ seed: "test", now, customers: 200 });

  expect(gather({ seed: "test", now, customers: 200 })).toEqual(sameDay);
  expect(gather({ seed: "other", now, customers: 200 })).not.toEqual(sameDay);
});

test("later on the same day there are more events, and the earlier ones are the same", () => {
  const later = new Date("2026-03-05T23:00:00Z");
  const afternoon = gather({ seed: "test", now, customers: 200 }).events;
  const evening = gather({ seed: "test", now: later, customers: 200 }).events;

  expect(evening.length).toBeGreaterThan(afternoon.length);
  expect(evening.filter(({ timestamp }) => timestamp <= now)).toEqual(afternoon);
});

test("all events are in the past year, ordered by time and grouped by day", () => {
  const times = year.events.map(({ timestamp }) => timestamp.getTime());

  expect(times[0]).toBeGreaterThanOrEqual(Date.parse("2025-03-06T00:00:00Z"));
  expect(times.at(-1)).toBeLessThanOrEqual(now.getTime());
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(year.days.every(isOneDay)).toBe(true);
});

test("every id is a unique UUIDv7 of the event's time", () => {
  const moments = year.events.map(({ id }) => parseInt(id.replaceAll("-", "").slice(0, 12), 16));

  expect(
    year.events.every(({ id }) =>
      /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id),
    ),
  ).toBe(true);
  expect(moments).toEqual(year.events.map(({ timestamp }) => timestamp.getTime()));
  expect(new Set(year.events.map(({ id }) => id)).size).toBe(year.events.length);
});

test("every catalog event occurs and is valid; two further names are not in the catalog", () => {
  const unplanned = new Set<string>();
  const misfits = new Set<string>();
  for (const { name, metadata } of year.events) {
    const definition = (catalog as Record<string, EventDefinition>)[name];
    if (!definition) unplanned.add(name);
    else if (!definition.metadata?.safeParse(metadata).success) misfits.add(name);
  }

  expect([...misfits]).toEqual([]);
  expect([...unplanned].sort()).toEqual(["legacy.banner_clicked", "wishlist.item_saved"]);
  expect([...unplanned].every(isEventName)).toBe(true);
  expect(new Set(year.events.map(({ name }) => name))).toEqual(
    new Set([...Object.keys(catalog), ...unplanned]),
  );
});

test("the deprecated event stops before the end of the year", () => {
  const last = year.events.findLast(({ name }) => name === "coupon.redeemed");

  expect(last!.timestamp < new Date("2026-01-01")).toBe(true);
});

test("users exist before their events, and every email address is unique", () => {
  const known = new Set<string>();
  for (const { users, events } of year.days) {
    for (const { externalId } of users) known.add(externalId);
    expect(events.every(({ userId }) => userId === null || known.has(userId))).toBe(true);
  }
  expect(new Set(year.users.map(({ email }) => email)).size).toBe(year.users.length);
});

test("a user's confirmation time is the time of their event", () => {
  const confirmed = new Map(eventsNamed("user.confirmed").map((event) => [event.userId, event.timestamp]));

  expect(
    year.users.every((user) => +(user.confirmedAt ?? 0) === +(confirmed.get(user.externalId) ?? 0)),
  ).toBe(true);
});

test("users drop off at each step towards an order", () => {
  const steps = [
    "user.signed_up",
    "user.confirmed",
    "product.viewed",
    "cart.item_added",
    "checkout.started",
    "order.placed",
  ];
  const reached = steps.map((name) => new Set(eventsNamed(name).map(({ userId }) => userId)));

  const counts = steps.map(
    (_, step) =>
      year.users.filter(({ externalId }) =>
        reached.slice(0, step + 1).every((users) => users.has(externalId)),
      ).length,
  );

  expect(counts[1]! / counts[0]!).toBeCloseTo(0.78, 1);
  expect(counts.every((count, step) => step === 0 || count < counts[step - 1]!)).toBe(true);
  expect(counts.at(-1)! / counts[0]!).toBeGreaterThan(0.25);
});

test("demand is higher in the evening than at night, and on weekends than on weekdays", () => {
  const hours = countBy(year.events, ({ timestamp }) => timestamp.getUTCHours());
  const weekdays = countBy(year.events, ({ timestamp }) => timestamp.getUTCDay());

  expect(hours[20]! / hours[3]!).toBeGreaterThan(10);
  expect((weekdays[6]! + weekdays[0]!) / (weekdays[2]! + weekdays[3]!)).toBeGreaterThan(1.2);
});

test("sign-ups grow over the year and rise before Christmas", () => {
  const months = countBy(eventsNamed("user.signed_up"), ({ timestamp }) => timestamp.getUTCMonth());

  expect(months[1]! / months[3]!).toBeGreaterThan(1.3);
  expect(months[11]! / months[9]!).toBeGreaterThan(1.15);
});

test("retention of confirmed users declines month by month", () => {
  const confirmedAt = new Map(
    eventsNamed("user.confirmed").map(({ userId, timestamp }) => [userId, timestamp.getTime()]),
  );
  const active = [0, 1, 2].map(() => new Set<string>());
  for (const { userId, timestamp } of year.events) {
    const since = timestamp.getTime() - (confirmedAt.get(userId) ?? Infinity);
    const month = Math.floor(since / (30 * 24 * 3_600_000));
    if (userId && since > 3_600_000) active[month]?.add(userId);
  }

  expect(active[1]!.size).toBeLessThan(active[0]!.size);
  expect(active[2]!.size).toBeLessThan(active[1]!.size);
  expect(active[2]!.size).toBeGreaterThan(300);
});

function gather(options: Parameters<typeof simulateYear>[0]) {
  const days = [...simulateYear(options)];

  return { days, users: days.flatMap(({ users }) => users), events: days.flatMap(({ events }) => events) };
}

function eventsNamed(name: string): SimulatedEvent[] {
  return year.events.filter((event) => event.name === name);
}

function isOneDay({ users, events }: SimulatedDay): boolean {
  const dates = [...users.map((user) => user.createdAt), ...events.map((event) => event.timestamp)];

  return new Set(dates.map((date) => date.toISOString().slice(0, 10))).size === 1;
}

function countBy<Item>(items: Item[], keyOf: (item: Item) => number): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;

  return counts;
}
