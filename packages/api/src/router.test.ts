import type { TRPCError } from "@trpc/server";
import { expect, test, vi } from "vitest";
import type { LiveMessage } from "./procedures/on-event.ts";
import { appRouter } from "./router.ts";
import type { actors, TestApi } from "./testing/test-api.ts";
import { createTestApi } from "./testing/test-api.ts";

const march = { from: "2026-03-01", to: "2026-04-01" };
type Caller = ReturnType<TestApi["as"]>;

/** One call of every procedure that admins can call. */
const adminCalls: Record<string, (api: Caller) => Promise<unknown>> = {
  list_latest: (api) => api.list_latest(),
  aggregate: (api) => api.aggregate({ name: "user.confirmed", ...march }),
  barChart: (api) => api.barChart({ name: "user.confirmed", ...march }),
  stackedBarChart: (api) => api.stackedBarChart({ names: ["user.confirmed"], ...march }),
  funnel: (api) => api.funnel({ names: ["user.confirmed"], ...march }),
  activeUsers: (api) => api.activeUsers(march),
  retention: (api) => api.retention({ entryName: "user.signed_up", ...march }),
  topUsers: (api) => api.topUsers(march),
  onEvent: (api) => api.onEvent().then((messages) => messages[Symbol.asyncIterator]().return?.()),
  newEvents: (api) => api.newEvents(),
  event: (api) => api.event({ id: "019a0000-0000-7000-8000-000000000001" }),
  names: (api) => api.names(),
  history: (api) => api.history(),
  "users.search": (api) => api.users.search({ text: "ann" }),
  "catalog.declared": (api) => api.catalog.declared(),
  "catalog.apps": (api) => api.catalog.apps(),
  "catalog.undeclaredProperties": (api) => api.catalog.undeclaredProperties(),
  "rejections.list": (api) => api.rejections.list(),
  "rejections.count": (api) => api.rejections.count(),
  "rejections.inTransactions": (api) => api.rejections.inTransactions(),
  "rejections.retry": (api) => api.rejections.retry({ name: "a.b", problem: "" }),
  "usage.overview": (api) => api.usage.overview(),
  "usage.users": (api) => api.usage.users(),
  "usage.trends": (api) => api.usage.trends(),
  "usage.endpoints": (api) => api.usage.endpoints(),
  "usage.cleanup": (api) => api.usage.cleanup(),
  "users.get": (api) => api.users.get({ id: "u_1" }),
  "users.unlink": (api) => api.users.unlink({ anonymousId: "v_1" }),
  "users.erase": (api) => api.users.erase({ id: "nobody" }),
  "users.timeline": (api) => api.users.timeline({ userId: "u_1" }),
  "activity.list": (api) => api.activity.list(),
  "activity.page": (api) => api.activity.page(),
  "activity.forUser": (api) => api.activity.forUser({ userId: "u_1" }),
  "activity.count": (api) => api.activity.count(),
  "activity.recent": (api) => api.activity.recent(),
  "activity.get": (api) => api.activity.get({ id: "019a0000-0000-7000-8000-000000000001" }),
  "activity.getOrThrow": (api) =>
    api.activity.getOrThrow({ id: "019a0000-0000-7000-8000-000000000001" }).catch((error: TRPCError) => {
      if (error.code !== "NOT_FOUND") throw error;
    }),
  "activity.actionTypes": (api) => api.activity.actionTypes(),
  "activity.resourceTypes": (api) => api.activity.resourceTypes(),
  "activity.modules": (api) => api.activity.modules(),
  "activity.modes": (api) => api.activity.modes(),
  "activity.resolveResourceUsers": (api) => api.activity.resolveResourceUsers({ ids: ["u_1"] }),
  "handlers.status": (api) => api.handlers.status(),
  "system.feed": (api) => api.system.feed(),
  "system.status": (api) => api.system.status(),
  "system.retention": (api) => api.system.retention(),
  "handlers.retry": (api) => api.handlers.retry({ name: "mail" }),
};

/** Open to end users with a token, for their own entries. */
const selfProcedures = [
  "activity.list",
  "activity.page",
  "activity.forUser",
  "activity.count",
  "activity.recent",
  "activity.get",
];

/** Open to applications with a key. */
const senderProcedures = [
  "track",
  "users.identify",
  "activity.log",
  "catalog.declare",
  "usage.trackPageView",
  "usage.heartbeat",
];

async function getOutcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "OK",
    (error: TRPCError) => error.code,
  );
}

/** In-process callers get tracked envelopes, which the client types do not show. */
function toEnvelopes(messages: unknown): AsyncIterable<[cursor: string, message: LiveMessage]> {
  return messages as AsyncIterable<[string, LiveMessage]>;
}

test("the router has track, list_latest, the charts and onEvent at its root", () => {
  expect(Object.keys(appRouter._def.procedures)).toEqual(
    expect.arrayContaining([
      "track",
      "list_latest",
      "aggregate",
      "barChart",
      "stackedBarChart",
      "funnel",
      "onEvent",
    ]),
  );
});

test("every procedure has an entry in the access tables of this test", () => {
  expect(Object.keys(adminCalls).toSorted()).toEqual(
    Object.keys(appRouter._def.procedures)
      .filter((name) => !senderProcedures.includes(name))
      .toSorted(),
  );
});

test.each<[keyof typeof actors, string]>([
  ["anonymous", "UNAUTHORIZED"],
  ["publicKey", "FORBIDDEN"],
  ["secretKey", "FORBIDDEN"],
  ["member", "FORBIDDEN"],
  ["admin", "OK"],
  ["process", "OK"],
])("%s calls admin procedures: %s", async (actor, expected) => {
  await using api = await createTestApi();

  for (const [name, call] of Object.entries(adminCalls)) {
    expect([name, await getOutcome(call(api.as(actor)))]).toEqual([name, expected]);
  }
});

test("end users can call the activity procedures for their own entries and no others", async () => {
  await using api = await createTestApi();

  for (const [name, call] of Object.entries(adminCalls)) {
    const expected = selfProcedures.includes(name) ? "OK" : "FORBIDDEN";
    expect([name, await getOutcome(call(api.as("user")))]).toEqual([name, expected]);
  }
});

test.each<[keyof typeof actors, string]>([
  ["anonymous", "UNAUTHORIZED"],
  ["member", "UNAUTHORIZED"],
  ["user", "UNAUTHORIZED"],
  ["admin", "UNAUTHORIZED"],
  ["publicKey", "OK"],
  ["secretKey", "OK"],
  ["process", "OK"],
])("%s calls track: %s", async (actor, expected) => {
  await using api = await createTestApi();

  expect(await getOutcome(api.as(actor).track({ name: "user.confirmed" }))).toBe(expected);
});

test("track returns the event id, and queries find the event and its user", async () => {
  await using api = await createTestApi();

  const result = await api
    .as("secretKey")
    .track({ name: "user.signed_up", userId: "u_1", metadata: { plan: "pro" } });

  expect(result).toEqual({ id: expect.any(String) as string, duplicate: false, warnings: [] });
  expect(await api.as("admin").event({ id: result.id })).toMatchObject({
    name: "user.signed_up",
    user: { id: "u_1" },
  });
  expect(await api.as("admin").users.get({ id: "u_1" })).toMatchObject({ id: "u_1", eventCount: 1 });
  const { items } = await api.as("admin").list_latest({ filter: { plan: "pro" } });
  expect(items.map(({ id }) => id)).toEqual([result.id]);
});

test("a person can be identified, unlinked from a visitor and erased", async () => {
  await using api = await createTestApi();
  const id = "019a0000-0000-7000-8000-000000000001";
  await api.as("publicKey").track({ name: "user.confirmed", anonymousId: "v_1" });

  const identified = api
    .as("secretKey")
    .users.identify({ id, userId: "u_1", anonymousId: "v_1", traits: { name: "Ann" } });
  expect(await identified).toEqual({ id, duplicate: false, warnings: [] });
  const admin = api.as("admin").users;
  expect(await admin.get({ id: "u_1" })).toMatchObject({ name: "Ann", eventCount: 1 });

  expect(await admin.unlink({ anonymousId: "v_1" })).toEqual({ unlinked: true });
  expect(await admin.get({ id: "u_1" })).toMatchObject({ eventCount: 0 });

  expect(await admin.erase({ id: "u_1" })).toMatchObject({ visitors: 0, events: 0 });
  expect(await admin.get({ id: "u_1" })).toBeNull();
});

test.each<[keyof typeof actors, string]>([
  ["anonymous", "UNAUTHORIZED"],
  ["admin", "UNAUTHORIZED"],
  ["publicKey", "FORBIDDEN"],
  ["secretKey", "OK"],
  ["process", "OK"],
])("%s calls users.identify: %s", async (actor, expected) => {
  await using api = await createTestApi();
  const id = "019a0000-0000-7000-8000-000000000001";

  expect(await getOutcome(api.as(actor).users.identify({ id, userId: "u_1" }))).toBe(expected);
});

test.each<[keyof typeof actors, string]>([
  ["anonymous", "UNAUTHORIZED"],
  ["admin", "UNAUTHORIZED"],
  ["publicKey", "FORBIDDEN"],
  ["secretKey", "OK"],
  ["process", "OK"],
])("%s calls catalog.declare: %s", async (actor, expected) => {
  await using api = await createTestApi();

  expect(await getOutcome(api.as(actor).catalog.declare({ events: {} }))).toBe(expected);
});

test("a declared event applies at once, and its conflicts are answered", async () => {
  await using api = await createTestApi();
  const events = {
    "order.placed": {
      title: "Ordered",
      icon: "📦",
      describe: "{user} ordered",
      metadata: { type: "object", properties: { total: { type: "number" } }, required: ["total"] },
    },
    "user.confirmed": { title: "Sure", icon: "✅" },
  };

  const declared = await api.as("secretKey").catalog.declare({ app: "shop", events });
  const again = await api.as("secretKey").catalog.declare({ app: "shop", events });

  const warning =
    "user.confirmed is declared differently by the server's own catalog (title), whose declaration applies.";
  expect(declared).toEqual({ app: "shop", version: 1, isChanged: true, warnings: [warning] });
  expect(again).toEqual({ ...declared, isChanged: false });
  const admin = api.as("admin");
  expect(await admin.catalog.declared()).toEqual({
    "order.placed": { title: "Ordered", icon: "📦", describe: "{user} ordered" },
  });
  expect(await admin.catalog.apps()).toMatchObject([
    { app: "shop", eventCount: 2, conflicts: [{ name: "user.confirmed", message: warning }] },
  ]);
  expect(await getOutcome(api.as("publicKey").track({ name: "order.placed" }))).toBe("BAD_REQUEST");
  expect((await admin.names()).find(({ name }) => name === "order.placed")).toMatchObject({
    title: "Ordered",
    planned: true,
  });
});

test("misspelled names and properties of stored events are listed with what was meant", async () => {
  await using api = await createTestApi();
  const track = api.as("secretKey").track;

  const named = await track({ name: "user.confirmd" });
  await track({ name: "user.signed_up", metadata: { plan: "pro", plann: "pro" } });
  await track({ name: "user.signed_up", metadata: { plan: "pro", color: "red" } });

  expect(named.warnings).toEqual(["user.confirmd is not in the catalog. Did you mean user.confirmed?"]);
  expect((await api.as("admin").names()).map(({ name, nearest }) => [name, nearest])).toEqual([
    ["user.signed_up", null],
    ["user.confirmd", "user.confirmed"],
    ["user.confirmed", null],
  ]);
  expect(await api.as("admin").catalog.undeclaredProperties()).toEqual([
    { name: "user.signed_up", property: "color", nearest: null, count: 1 },
    { name: "user.signed_up", property: "plann", nearest: null, count: 1 },
  ]);
});

test.each([
  [{ name: "Signed up" }, /^name: "Signed up" must be lowercase words joined by dots/],
  [{ name: "user.signed_up", metadata: { plan: "gold" } }, /^metadata.plan: /],
  [{ name: "user.confirmed", id: "42" }, /^id: must be a UUID of version 7/],
])("an invalid event is rejected with its first invalid field: %j", async (input, message) => {
  await using api = await createTestApi();

  await expect(api.as("process").track(input)).rejects.toThrow(message);
});

test.each<[string, (api: Caller) => Promise<unknown>]>([
  [
    "an invalid date",
    (api) => api.aggregate({ name: "user.confirmed", from: "2026-02-30", to: "2026-03-01" }),
  ],
  [
    "an invalid time zone",
    (api) => api.barChart({ name: "user.confirmed", ...march, timeZone: "Mars/Olympus" }),
  ],
  ["an invalid event name", (api) => api.aggregate({ name: "Signed up", ...march })],
  ["an operator in a filter", (api) => api.list_latest({ filter: { plan: { $ne: null } as never } })],
  ["a filter with an invalid property", (api) => api.list_latest({ filter: { 'a"b': 1 } })],
  ["an invalid cursor", (api) => api.list_latest({ cursor: "1; drop table events" })],
  ["a date in the wrong format", (api) => api.usage.overview({ from: "03/05/2026" })],
  ["a limit that is too high", (api) => api.list_latest({ limit: 10_000 })],
])("%s is a BAD_REQUEST", async (_, call) => {
  await using api = await createTestApi();

  expect(await getOutcome(call(api.as("admin")))).toBe("BAD_REQUEST");
});

test("onEvent resumes from liveCursor and sends a cursor with every message", async () => {
  await using api = await createTestApi();
  const { liveCursor } = await api.as("admin").list_latest();
  const { id } = await api.as("process").track({ name: "user.confirmed" });

  const messages = await api.as("admin").onEvent({ lastEventId: liveCursor });
  const seen: unknown[] = [];
  for await (const [cursor, message] of toEnvelopes(messages)) {
    seen.push([typeof cursor, message.type]);
    if (message.type === "events" && message.events.some((event) => event.id === id)) break;
  }

  expect(seen).toEqual([
    ["string", "heartbeat"],
    ["string", "events"],
  ]);
});

test("newEvents returns every event after the cursor once, and the next cursor", async () => {
  await using api = await createTestApi();
  const ask = async (lastEventId?: string | null) => {
    const { cursor, messages } = await api.as("admin").newEvents({ name: "user.*", lastEventId });
    return { cursor, ids: messages.flatMap((message) => (message.type === "events" ? message.events : [])) };
  };
  const before = await ask();
  const ids: string[] = [];
  for (const name of ["user.confirmed", "user.signed_up"] as const)
    ids.push((await api.as("process").track({ name, metadata: { plan: "free" } })).id);
  await api.as("process").track({ name: "post.liked", metadata: { postId: "p" } });

  await vi.waitFor(async () => expect((await ask(before.cursor)).ids.map(({ id }) => id)).toEqual(ids));
  const after = await ask(before.cursor);

  expect(before.ids).toEqual([]);
  expect((await ask(after.cursor)).ids).toEqual([]);
});

test("newEvents tells a listener to reload whose cursor is from another database", async () => {
  await using api = await createTestApi();
  const { cursor } = await api.as("admin").newEvents();

  const elsewhere = await api.as("admin").newEvents({ lastEventId: cursor.replace(/@.*/, "@7-1") });

  expect(elsewhere).toEqual({ cursor: expect.any(String) as string, messages: [{ type: "resync" }] });
});

test("onEvent applies the same filter as list_latest", async () => {
  await using api = await createTestApi();
  const { liveCursor } = await api.as("admin").list_latest();
  await api.as("process").track({ name: "user.confirmed", userId: "u_2" });
  const wanted = await api.as("process").track({ name: "user.confirmed", userId: "u_1" });

  const messages = await api.as("admin").onEvent({ name: "user.*", userId: "u_1", lastEventId: liveCursor });
  for await (const [, message] of toEnvelopes(messages)) {
    if (message.type !== "events") continue;
    expect(message.events.map(({ id }) => id)).toEqual([wanted.id]);
    break;
  }
});
