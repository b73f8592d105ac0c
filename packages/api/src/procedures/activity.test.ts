import type { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import type { actors, TestApi } from "../testing/test-api.ts";
import { createTestApi } from "../testing/test-api.ts";

function getOutcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "OK",
    (error: TRPCError) => error.code,
  );
}

async function logTwo(api: TestApi) {
  const server = api.as("secretKey").activity;
  const mine = await server.log({ action: "post.created", actor: "u_1", metadata: { words: 3 } });
  const other = await server.log({ action: "post.created", actor: "u_2", target: "u_1", mode: "cron" });

  return { mine: mine.id, other: other.id };
}

test.each<[keyof typeof actors, string]>([
  ["anonymous", "UNAUTHORIZED"],
  ["member", "UNAUTHORIZED"],
  ["admin", "UNAUTHORIZED"],
  ["user", "UNAUTHORIZED"],
  ["publicKey", "FORBIDDEN"],
  ["secretKey", "OK"],
  ["process", "OK"],
])("%s calls activity.log: %s", async (actor, expected) => {
  await using api = await createTestApi();

  expect(await getOutcome(api.as(actor).activity.log({ action: "post.created" }))).toBe(expected);
});

test("an invalid entry is a BAD_REQUEST that names the field", async () => {
  await using api = await createTestApi();
  const logging = api.as("process").activity.log({ action: "post.created", target: "t".repeat(201) });

  await expect(logging).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: "targetId: must have at most 200 characters",
  });
});

test("admins can list, page, filter and count every entry", async () => {
  await using api = await createTestApi();
  const { mine, other } = await logTwo(api);
  const { activity } = api.as("admin");

  const { items } = await activity.list();
  expect(items.map(({ id }) => id)).toEqual([other, mine]);
  expect(await activity.page({ perPage: 1, page: 2 })).toMatchObject({ items: [{ id: mine }], total: 2 });
  expect((await activity.list({ mode: "cron", action: "post.*" })).items).toHaveLength(1);
  expect(await activity.count({ targetId: "u_1" })).toBe(1);
  expect((await activity.recent({ limit: 1 })).map(({ id }) => id)).toEqual([other]);
  expect((await activity.forUser({ userId: "u_1" })).items.map(({ id }) => id)).toEqual([mine]);
  expect(await activity.getOrThrow({ id: other })).toMatchObject({ id: other, targetId: "u_1" });
  expect(await activity.actionTypes()).toEqual(["post.created"]);
});

test("admins get distinct actions, resource types, modules and modes, and the users among the resources", async () => {
  await using api = await createTestApi();
  const server = api.as("secretKey").activity;
  await server.log({ action: "user.banned", actor: "u_1", resource: { type: "user", id: "u_1" } });
  await server.log({ action: "post.created", module: "blog", mode: "cron" });
  const { activity } = api.as("admin");

  expect(await activity.actionTypes()).toEqual(["post.created", "user.banned"]);
  expect(await activity.resourceTypes()).toEqual(["post", "user"]);
  expect(await activity.modules()).toEqual(["blog"]);
  expect(await activity.modes()).toEqual(["cron", "manual"]);
  expect(await activity.resolveResourceUsers({ ids: ["u_1", "u_404"] })).toEqual({
    u_1: { email: null, name: null, firstName: null, lastName: null },
  });
});

test("get returns null for an unknown entry, and getOrThrow fails with NOT_FOUND", async () => {
  await using api = await createTestApi();
  const { activity } = api.as("admin");
  const absent = { id: "019a0000-0000-7000-8000-000000000001" };

  expect(await activity.get(absent)).toBeNull();
  expect(await getOutcome(activity.getOrThrow(absent))).toBe("NOT_FOUND");
});

test("end users get only their own entries from every activity procedure", async () => {
  await using api = await createTestApi();
  const { mine, other } = await logTwo(api);
  const { activity } = api.as("user");
  const only = [expect.objectContaining({ id: mine })];

  expect((await activity.list()).items).toEqual(only);
  expect((await activity.list({ actor: "u_1" })).items).toEqual(only);
  expect((await activity.page()).items).toEqual(only);
  expect((await activity.forUser({ userId: "u_1" })).items).toEqual(only);
  expect(await activity.recent()).toEqual(only);
  expect(await activity.count()).toBe(1);
  expect(await activity.get({ id: mine })).toMatchObject({ id: mine });
  expect(await activity.get({ id: other })).toBeNull();
  expect(await getOutcome(activity.list({ actor: "u_2" }))).toBe("FORBIDDEN");
  expect(await getOutcome(activity.count({ actor: "u_2" }))).toBe("FORBIDDEN");
  expect(await getOutcome(activity.forUser({ userId: "u_2" }))).toBe("FORBIDDEN");
});

test.each([
  { action: "Post created" },
  { since: "yesterday" },
  { until: "0000-01-01" },
  { since: "2026-02-30" },
  { cursor: "invalid" },
  { limit: 5_000 },
  { resourceType: { $ne: null } as never },
])("the invalid filter %j is a BAD_REQUEST", async (filter) => {
  await using api = await createTestApi();

  expect(await getOutcome(api.as("admin").activity.list(filter))).toBe("BAD_REQUEST");
});

test("the live feed applies activity filters", async () => {
  await using api = await createTestApi();
  const { liveCursor } = await api.as("admin").activity.list();
  await api.as("process").track({ name: "user.confirmed" });
  const { other } = await logTwo(api);

  const messages = await api.as("admin").onEvent({ kind: "activity", mode: "cron", lastEventId: liveCursor });
  for await (const envelope of messages as unknown as AsyncIterable<
    [string, { events?: { id: string }[] }]
  >) {
    const { events } = envelope[1];
    if (!events) continue;
    expect(events.map(({ id }) => id)).toEqual([other]);
    break;
  }
});
