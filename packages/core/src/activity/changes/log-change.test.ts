import fc from "fast-check";
import { expect, test } from "vitest";
import type { TestEvents } from "../../testing/start-test-events.ts";
import { startTestEvents } from "../../testing/start-test-events.ts";
import { actingAs } from "../acting-as.ts";
import { loadEvents } from "../../events/index.ts";
import { findActivity } from "../queries/find-activity.ts";
import type { ActivityChange } from "./activity-change.ts";
import { toChangeMetadata } from "./change-metadata.ts";
import { findDifferences } from "./differences.ts";

const ann = {
  email: "ann@example.com",
  plan: "free",
  custom_fields: { shoe: 40 },
  address: { city: "Bern", zip: 3000 },
};
const change: ActivityChange = {
  action: "user.updated",
  resource: { type: "user", id: "u_1" },
  from: ann,
  to: { ...ann, plan: "club", address: { city: "Zug", zip: 3000 } },
};

async function logAndFind(system: TestEvents, change: ActivityChange) {
  const result = await system.activity.logChange(change);
  return result.status === "stored" ? findActivity(system.db.em, result.id) : null;
}

test("logChange: differences are stored in the metadata as field_from and field_to", async () => {
  await using system = await startTestEvents();

  expect((await logAndFind(system, change))?.metadata).toEqual({
    plan_from: "free",
    plan_to: "club",
    "address.city_from": "Bern",
    "address.city_to": "Zug",
  });
});

test("logChange: nothing is logged if nothing differs", async () => {
  await using system = await startTestEvents();
  const nothing = { ...change, to: structuredClone(ann) };

  expect(await system.activity.logChange(nothing)).toEqual({ status: "unchanged" });
  expect(await system.db.em.transactional((em) => system.activity.logChange(em, nothing))).toBeNull();
});

test("logChange: a change of a user is by that user in the role user and the mode auto", async () => {
  await using system = await startTestEvents();

  expect(await logAndFind(system, change)).toMatchObject({
    user: { id: "u_1" },
    actorRole: "user",
    mode: "auto",
    targetId: null,
  });
});

test("logChange: actor, role, mode and target can be set, and actingAs overrides the default actor", async () => {
  await using system = await startTestEvents();

  const explicit = await logAndFind(system, {
    ...change,
    actor: "u_2",
    actorRole: "admin",
    mode: "manual",
    target: "u_3",
  });
  const acting = await actingAs({ userId: "u_9", role: "admin" }, () => logAndFind(system, change));

  expect(explicit).toMatchObject({
    user: { id: "u_2" },
    actorRole: "admin",
    mode: "manual",
    targetId: "u_3",
  });
  expect(acting).toMatchObject({ user: { id: "u_9" }, actorRole: "admin" });
});

test("logChange: a job that acts for nobody is not the user whom it changes", async () => {
  await using system = await startTestEvents();
  const asJob = <Result>(run: () => Result) => actingAs({ userId: null, role: "cron" }, run);

  expect(await asJob(() => logAndFind(system, change))).toMatchObject({ user: null, actorRole: "cron" });
  expect(await logAndFind(system, { ...change, actor: null })).toMatchObject({ user: null, actorRole: null });
  expect(await logAndFind(system, { ...change, actorRole: null })).toMatchObject({ actorRole: null });
});

test("logChange: without an actor, a change of anything but a user is by nobody", async () => {
  await using system = await startTestEvents();

  const entry = await logAndFind(system, { ...change, resource: { type: "order", id: 1 } });

  expect(entry).toMatchObject({ user: null, actorRole: null });
});

test("the role of actingAs belongs to its actor only", async () => {
  await using system = await startTestEvents();
  const asAdmin = <Result>(run: () => Result) => actingAs({ userId: "u_9", role: "admin" }, run);

  expect(await asAdmin(() => logAndFind(system, { ...change, actor: "u_2" }))).toMatchObject({
    user: { id: "u_2" },
    actorRole: null,
  });
  expect(await asAdmin(() => logAndFind(system, { ...change, actor: null }))).toMatchObject({
    user: null,
    actorRole: null,
  });
});

test("only the fields of a change are marked as changed", async () => {
  await using system = await startTestEvents();
  const period = { period_from: "2026-01-01", period_to: "2026-02-01" };

  const changed = await logAndFind(system, { ...change, extraMetadata: { ...period, plan_to: "other" } });
  const ordinary = await system.activity.log({ action: "report.sent", mode: "auto", metadata: period });
  const [event = ""] = await system.store([{ name: "user.confirmed" }]);

  expect(changed?.changedFields).toEqual(["plan", "address.city"]);
  expect(changed?.metadata).toMatchObject({ ...period, plan_from: "free", plan_to: "club" });
  const found = ordinary.status === "stored" ? await findActivity(system.db.em, ordinary.id) : null;
  expect([found?.changedFields, found?.metadata]).toEqual([[], period]);
  const [stored] = await loadEvents(system.db.em, [event]);
  expect(stored?.changedFields).toBeNull();
});

test("fields with long, equal beginnings or characters that keys may not have keep their own names", () => {
  const fields = ["x".repeat(70), `${"x".repeat(70)}y`, 'a"b', "a\\b", "a\nb"];
  const { changedFields, metadata } = toChangeMetadata(fields.map((field) => ({ field, from: 0, to: 1 })));

  expect(new Set(changedFields).size).toBe(5);
  expect(Object.keys(metadata)).toHaveLength(10);
  expect(changedFields.join("")).not.toMatch(/["\\\n]/);
});

test("logChange: extra metadata is added to the differences", async () => {
  await using system = await startTestEvents();

  const entry = await logAndFind(system, { ...change, extraMetadata: { reason: "asked by phone" } });

  expect(entry?.metadata).toMatchObject({ plan_to: "club", reason: "asked by phone" });
});

test("logChange: custom fields are skipped unless skipFields is set", async () => {
  await using system = await startTestEvents();
  const to = { ...ann, plan: "club", custom_fields: { shoe: 41 } };

  const usual = await logAndFind(system, { ...change, to });
  const other = await logAndFind(system, { ...change, to, skipFields: ["plan"] });

  expect(usual?.metadata).toEqual({ plan_from: "free", plan_to: "club" });
  expect(other?.metadata).toEqual({ "custom_fields.shoe_from": 40, "custom_fields.shoe_to": 41 });
});

test("logChange: a change of a redacted field or a password is logged without values", async () => {
  await using system = await startTestEvents();

  const entry = await logAndFind(system, {
    ...change,
    from: { iban: "CH1", password: "old secret", note: null },
    to: { iban: "CH2", password: "new secret", note: null },
    redact: ["iban"],
  });

  expect(entry?.metadata).toEqual({
    iban_from: "[redacted]",
    iban_to: "[redacted]",
    password_from: "[redacted]",
    password_to: "[redacted]",
  });
});

test("logChange: a created resource has no from, a deleted one no to", async () => {
  await using system = await startTestEvents();

  const created = await logAndFind(system, { ...change, from: null, to: { plan: "free" } });
  const deleted = await logAndFind(system, { ...change, from: { plan: "free" }, to: null });

  expect([created?.metadata, deleted?.metadata]).toEqual([
    { plan_from: null, plan_to: "free" },
    { plan_from: "free", plan_to: null },
  ]);
});

test("logChange: an entry in the caller's transaction exists if and only if the transaction commits", async () => {
  await using system = await startTestEvents();

  const failing = system.db.em.transactional(async (em) => {
    await system.activity.logChange(em, change);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  const tracked = await system.db.em.transactional((em) => system.activity.logChange(em, change));
  await system.inbox.drain();

  expect(await findActivity(system.db.em, tracked?.id ?? "")).not.toBeNull();
});

test("dates, bigints and bytes are compared by their value", () => {
  const before = { at: new Date(0), size: 1n, file: new Uint8Array(2), same: new Date(5) };
  const after = { at: new Date(1), size: 2n, file: new Uint8Array(3), same: new Date(5) };

  expect(findDifferences(before, after)).toEqual([
    { field: "at", from: "1970-01-01T00:00:00.000Z", to: "1970-01-01T00:00:00.001Z" },
    { field: "size", from: "1", to: "2" },
    { field: "file", from: "2 bytes", to: "3 bytes" },
  ]);
});

test("the differences of any two states fit an event", async () => {
  await using system = await startTestEvents();
  const state = fc.object({
    maxDepth: 6,
    maxKeys: 60,
    withDate: true,
    withBigInt: true,
    withUnicodeString: true,
  } as never);

  await fc.assert(
    fc.asyncProperty(state, state, fc.integer({ min: 0, max: 40_000 }), async (from, to, length) => {
      const large = { ...to, text: "ä".repeat(length), list: [{ deep: [{ deeper: "x".repeat(length) }] }] };
      const result = await system.activity.logChange({ ...change, from, to: large, skipFields: [] });

      expect(result.status).toBe("stored");
    }),
    { numRuns: 60 },
  );
  expect(Object.keys(toChangeMetadata(manyDifferences(100)).metadata).length).toBe(81);
});

function manyDifferences(count: number) {
  return Array.from({ length: count }, (_, index) => ({ field: `field${index}`, from: 0, to: 1 }));
}
