import { createTestDatabase } from "@admin-events/db/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createApiKey } from "../access/index.ts";
import type { Rejection } from "../item-result.ts";
import { createSample } from "./create-sample.ts";
import { countRejections, listRejections } from "./list-rejections.ts";
import { pruneRejections } from "./prune-rejections.ts";
import { createRejectionRecorder, MAX_GROUPS_PER_KEY } from "./rejection-recorder.ts";
import type { RejectionGroup } from "./store-rejections.sql.ts";
import { storeRejections } from "./store-rejections.sql.ts";

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const HOUR_MS = 3_600_000;

const rejection: Rejection = {
  keyId: null,
  item: { name: "order.placed", metadata: { total: "three", password: "hunter2" } },
  path: "metadata.total",
  reason: "metadata.total: must be a number, not a string",
};

test("rejected items are counted by hour, key, name and reason, with the latest as a sample", async () => {
  await using db = await createTestDatabase();
  const { id } = await createApiKey(db.em, { name: "web", kind: "public" });
  let now = Date.parse("2026-03-03T10:30:00Z");
  const recorder = createRejectionRecorder({
    store: (groups) => storeRejections(db.em.fork(), groups),
    logger,
    now: () => now,
  });

  recorder.record(rejection);
  now += HOUR_MS;
  for (const total of ["one", "two"])
    recorder.record({ ...rejection, keyId: id, item: { name: "order.placed", metadata: { total } } });
  await recorder.flush();
  recorder.record({ ...rejection, keyId: id, item: { name: "order.placed", metadata: { total: "last" } } });
  await recorder[Symbol.asyncDispose]();

  const listed = await listRejections(db.em, { days: 1, timeZone: "Europe/Berlin" }, new Date(now));
  expect([recorder.getTotal(), listed.total, await countRejections(db.em, new Date(now))]).toEqual([4, 4, 4]);
  expect(listed.bars.slice(-3)).toEqual([
    { label: "2026-03-03T10:00+01:00", count: 0, incomplete: false },
    { label: "2026-03-03T11:00+01:00", count: 1, incomplete: false },
    { label: "2026-03-03T12:00+01:00", count: 3, incomplete: true },
  ]);
  expect(listed.bars).toHaveLength(24);
  expect(listed.groups).toEqual([
    {
      key: { id, name: "web", kind: "public" },
      type: "track",
      name: "order.placed",
      path: "metadata.total",
      reason: rejection.reason,
      total: 3,
      lastAt: "2026-03-03T11:30:00.000Z",
      sample: '{"name":"order.placed","metadata":{"total":"last"}}',
    },
    expect.objectContaining({
      key: null,
      total: 1,
      sample: '{"name":"order.placed","metadata":{"total":"three","password":"[redacted]"}}',
    }),
  ]);
});

test("an empty period has a bar for every hour or day", async () => {
  await using db = await createTestDatabase();

  const [day, month] = await Promise.all(
    [1, 30].map((days) => listRejections(db.em, { days, timeZone: "UTC" }, new Date("2026-03-31T12:00:00Z"))),
  );

  expect([day?.total, day?.bars.length, month?.bars.length]).toEqual([0, 24, 31]);
});

test("a key that sends ever new names and reasons grows the table by a fixed number of rows", async () => {
  await using db = await createTestDatabase();
  const now = Date.parse("2026-03-03T10:30:00Z");
  const recorder = createRejectionRecorder({
    store: (groups) => storeRejections(db.em.fork(), groups),
    logger,
    now: () => now,
  });

  for (let index = 0; index < 1_000; index++)
    recorder.record({ ...rejection, keyId: 7, item: { name: `invented.name_${index}` } });
  await recorder[Symbol.asyncDispose]();

  const { groups, total } = await listRejections(db.em, { days: 1, timeZone: "UTC" }, new Date(now));
  expect([groups.length, total]).toEqual([MAX_GROUPS_PER_KEY + 1, 1_000]);
  expect(groups.find(({ reason }) => reason === "Other reasons")?.total).toBe(1_000 - MAX_GROUPS_PER_KEY);
});

test("what the database does not take is kept and stored later, once", async () => {
  const stored: RejectionGroup[] = [];
  let isAvailable = false;
  const recorder = createRejectionRecorder({
    store(groups) {
      if (!isAvailable) return Promise.reject(new Error("connection refused"));
      stored.push(...groups);
      return Promise.resolve();
    },
    logger,
    now: () => Date.parse("2026-03-03T10:30:00Z"),
  });

  recorder.record(rejection);
  await expect(recorder.flush()).rejects.toThrow("connection refused");
  recorder.record(rejection);
  isAvailable = true;
  await recorder[Symbol.asyncDispose]();

  expect(stored.map(({ total }) => total)).toEqual([2]);
});

test("items older than 30 days are deleted", async () => {
  await using db = await createTestDatabase();
  const now = new Date("2026-03-31T12:00:00Z");
  const hour = Math.floor(now.getTime() / HOUR_MS);
  const group = { keyId: 0, type: "track", name: "", path: "", reason: "x", total: 1, sample: "{}" };
  await storeRejections(db.em.fork(), [
    { ...group, hour: hour - 721, lastAt: "2026-03-01T11:00:00Z" },
    { ...group, hour: hour - 720, lastAt: "2026-03-01T12:00:00Z" },
  ]);

  expect(await pruneRejections(db.em.fork(), now)).toBe(1);
});

test("a sample of anything is short text that PostgreSQL stores", () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, maxDepth: 6 }), (item) => {
      const sample = createSample(item);
      expect(sample.length).toBeLessThanOrEqual(1_001);
      expect(sample.isWellFormed() && !sample.includes("\u0000")).toBe(true);
    }),
  );
  const wide = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [`key${index}`, "x".repeat(9_000)]),
  );
  expect(createSample(wide).length).toBeLessThanOrEqual(1_001);
});
