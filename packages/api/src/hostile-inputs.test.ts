import type { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appRouter } from "./router.ts";
import type { TestApi } from "./testing/test-api.ts";
import { createTestApi } from "./testing/test-api.ts";

const march = { from: "2026-03-01", to: "2026-04-01", timeZone: "UTC", weekStart: "monday" };
const filter = { filter: { plan: "pro", "a.b": ["x", 1, null] } };
const activity = {
  resourceType: "post",
  resourceId: "7",
  targetId: "t_1",
  module: "blog",
  mode: "web",
  since: "2026-03-01",
  until: "2026-04-01",
};
const events = { name: "user.confirmed", userId: "u_1", ...filter, ...activity, limit: 5, cursor: "1.a" };
const log = { action: "post.*", actor: "u_1", ...activity };
const usage = { from: "2026-03-01", to: "2026-04-01", timeZone: "UTC" };
const id = { id: "019a0000-0000-7000-8000-000000000001" };
const timestamps = { timestamp: "2026-03-01T10:00:00Z", sentAt: "2026-03-01T10:00:00Z" };
const visit = { ...timestamps, sessionId: "s_1", userId: "u_1", anonymousId: "v_1", path: "/a" };

const inputs: Record<string, object> = {
  track: {
    ...timestamps,
    name: "user.confirmed",
    userId: "u_1",
    anonymousId: "v_1",
    metadata: { plan: "pro" },
  },
  list_latest: events,
  aggregate: { name: "user.confirmed", ...march, ...filter },
  barChart: { name: "user.confirmed", ...march, ...filter, interval: "day" },
  stackedBarChart: { names: ["user.confirmed"], ...march, ...filter, interval: "day" },
  funnel: { names: ["user.signed_up", "user.confirmed"], ...march, ...filter, order: "ordered" },
  activeUsers: { ...march, interval: "day" },
  retention: { entryName: "user.signed_up", returnName: "user.confirmed", ...march, interval: "week" },
  topUsers: march,
  names: { kind: "activity" },
  "rejections.list": { days: 7 },
  onEvent: { ...events, lastEventId: "1.a" },
  newEvents: { ...events, lastEventId: "1.a" },
  event: id,
  "usage.overview": usage,
  "usage.users": { ...usage, search: "ann", page: 1, pageSize: 10 },
  "usage.trends": { ...usage, granularity: "day", weekStart: "monday" },
  "usage.endpoints": { ...usage, feature: "a", limit: 5 },
  "usage.cleanup": { days: 90 },
  "usage.trackPageView": { ...visit, title: "A", referrer: "https://example.com/" },
  "usage.heartbeat": visit,
  "users.get": { id: "u_1" },
  "users.search": { text: "ann" },
  "catalog.declare": {
    app: "shop",
    events: {
      "order.placed": {
        title: "Ordered",
        icon: "📦",
        metadata: { type: "object", properties: { total: { type: "number", minimum: 0 } } },
        describe: "{user} ordered for {metadata.total}",
        pii: ["total"],
        retentionDays: 30,
        aliases: ["order.created"],
      },
    },
  },
  "users.identify": {
    userId: "u_1",
    anonymousId: "v_1",
    traits: { plan: "pro" },
    timestamp: timestamps.timestamp,
  },
  "users.unlink": { anonymousId: "v_1" },
  "users.erase": { id: "u_1" },
  "users.timeline": { userId: "u_1", limit: 5, cursor: "1.a" },
  "activity.log": {
    action: "post.made",
    actor: "u_1",
    resource: { type: "post", id: "7" },
    target: "t",
    mode: "web",
    timestamp: timestamps.timestamp,
    metadata: { a: "b" },
  },
  "activity.list": { ...log, limit: 5, cursor: "1.a" },
  "activity.page": { ...log, page: 1, perPage: 5 },
  "activity.forUser": { ...activity, userId: "u_1" },
  "activity.count": log,
  "activity.recent": { limit: 5 },
  "activity.get": id,
  "activity.getOrThrow": id,
  "activity.resolveResourceUsers": { ids: ["u_1", "u_2"] },
  "handlers.retry": { name: "mail" },
  "rejections.retry": { name: "order.placed", problem: "metadata.total: is required" },
};

const hostileTexts = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x\udc00y",
  "\u200b",
  "0000-01-01",
  "0000-12-31T23:59:59Z",
  "-000001-01-01",
  "+275760-09-13",
  "+275760-09-13T00:00:00Z",
  "9999-12-31",
  "9999-12-31T23:59:59.999Z",
  "0001-01-01",
  "2026-02-30",
  "1e400",
  "99999999999999999999",
  "-1",
  "1.",
  ".a",
  "1.019a0000-0000-7000-8000-000000000001",
  "99999999999999999999.019a0000-0000-7000-8000-000000000001",
  "2026-03-01T00:00:00.000Z_019a0000-0000-7000-8000-000000000001",
  "%",
  "'; drop table events; --",
  "\\",
  "*",
  "a.*",
  "__proto__",
  "constructor",
  "Etc/GMT+12",
  "+25:00",
  "+14:00",
  "x".repeat(300),
  "é".repeat(10_000),
];
const hostileValues: unknown[] = [
  ...hostileTexts,
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 31,
  2 ** 53,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  [],
  {},
  [["\u0000"]],
  { "a\u0000": 1 },
  { __proto__: null, constructor: "x" },
  Array.from({ length: 200 }, () => "x"),
];

let api: TestApi;

beforeAll(async () => {
  api = await createTestApi();
});

afterAll(() => api[Symbol.asyncDispose]());

test("every procedure with an input is tried", () => {
  const procedures = Object.entries(
    appRouter._def.procedures as unknown as Record<string, { _def: { inputs: unknown[] } }>,
  );
  const withInput = procedures.filter(([, { _def }]) => _def.inputs.length > 0).map(([name]) => name);

  expect(Object.keys(inputs).toSorted()).toEqual(withInput.toSorted());
});

test.each(Object.keys(inputs))("no input of %s is an internal error", async (name) => {
  const failures: unknown[] = [];

  for (const input of mutate(inputs[name])) {
    const error = await call(name, input);
    if (error?.code === "INTERNAL_SERVER_ERROR") failures.push([input, error.message]);
  }

  expect(failures.slice(0, 3)).toEqual([]);
});

function mutate(value: unknown): unknown[] {
  // An invalid cursor is rejected before the other fields are used.
  const withoutCursor = { ...(value as object), cursor: undefined, lastEventId: undefined };

  return [value, withoutCursor, ...hostileValues, ...mutateInside(withoutCursor)];
}

function mutateInside(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];

  return Object.entries(value).flatMap(([key, inner]) => {
    const replace = (hostile: unknown): unknown =>
      Array.isArray(value) ? value.with(Number(key), hostile) : { ...value, [key]: hostile };
    return [...hostileValues, ...mutateInside(inner)].map(replace);
  });
}

async function call(name: string, input: unknown): Promise<TRPCError | null> {
  const caller = api.as(isSender(name) ? "secretKey" : "admin") as unknown as Record<string, unknown>;
  let target: unknown = caller;
  for (const part of name.split(".")) target = (target as Record<string, unknown>)[part];

  try {
    const result = await (target as (input: unknown) => Promise<unknown>)(input);
    if (name === "onEvent") {
      const messages = (result as AsyncIterable<unknown>)[Symbol.asyncIterator]();
      await messages.next();
      await messages.return?.();
    }
    return null;
  } catch (error) {
    return error as TRPCError;
  }
}

function isSender(name: string): boolean {
  return /^(track|users\.identify|activity\.log|usage\.(trackPageView|heartbeat))$/.test(name);
}
