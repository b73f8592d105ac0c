import { User } from "@admin-events/db";
import { sql } from "kysely";
import { expect, test, vi } from "vitest";
import { aggregateEvents, countFunnel, listLatest } from "../analytics/index.ts";
import { handlersFor } from "../events/index.ts";
import { startTestEvents } from "../testing/start-test-events.ts";
import { recordStatements } from "../testing/record-statements.ts";
import { actingAs } from "./acting-as.ts";
import type { ActivityEntry } from "./activity-entry.ts";
import { ActivityNotFoundError, findActivity, getActivity } from "./index.ts";
import {
  listActionTypes,
  listActivityModes,
  listActivityModules,
  listResourceTypes,
} from "./queries/distinct-values.sql.ts";
import {
  countActivities,
  listActivities,
  listRecentActivities,
  listUserActivities,
} from "./queries/list-activities.ts";
import { listActivityPage } from "./queries/list-activity-page.sql.ts";
import { resolveResourceUsers } from "./queries/resource-users.ts";
import type { TestEvents } from "../testing/start-test-events.ts";
import type { ActivityInput } from "./queries/list-activities.ts";

async function logAndFind(system: TestEvents, entry: ActivityEntry) {
  const result = await system.activity.log(entry);
  if (result.status !== "stored") throw new Error(JSON.stringify(result));
  const found = await findActivity(system.db.em, result.id);
  if (!found) throw new Error("The entry was stored and not found.");
  return found;
}

async function listActions(system: TestEvents, input: ActivityInput = {}): Promise<string[]> {
  const { items } = await listActivities(system.context, input);
  return items.map(({ name }) => name);
}

test("log: an entry is stored with all its attributes", async () => {
  await using system = await startTestEvents();

  const entry = await logAndFind(system, {
    action: "comment.pinned",
    actor: "u_1",
    actorRole: "admin",
    resource: { type: "comment", id: 7 },
    target: "u_2",
    metadata: { title: "First" },
    mode: "script",
    module: "blog",
  });

  expect(entry).toMatchObject({
    name: "comment.pinned",
    user: { id: "u_1" },
    actorRole: "admin",
    resourceType: "comment",
    resourceId: "7",
    targetId: "u_2",
    metadata: { title: "First" },
    mode: "script",
    module: "blog",
  });
});

test("log: only the action is required, and its subject is the default resource type", async () => {
  await using system = await startTestEvents();

  const entry = await logAndFind(system, { action: "password.changed" });

  expect(entry).toMatchObject({
    user: null,
    actorRole: null,
    resourceType: "password",
    resourceId: null,
    targetId: null,
    metadata: {},
    mode: "manual",
    module: null,
  });
});

test.each(["post.created", "comment.liked", "user.registered", "password.changed", "role.assigned"])(
  "log: %s is a valid action",
  async (action) => {
    await using system = await startTestEvents();

    expect(await logAndFind(system, { action })).toMatchObject({ name: action });
  },
);

test.each([
  [{ action: "Post created" }, /^name: "Post created" must be lowercase words joined by dots/],
  [{ action: undefined as never }, /^action: is required/],
  [{ action: `post.${"v".repeat(196)}` }, /^name: must have at most 200 characters/],
  [
    { action: "post.created", resource: { type: "t", id: "i".repeat(201) } },
    /^resourceId: must have at most 200 /,
  ],
  [{ action: "post.created", target: "t".repeat(201) }, /^targetId: must have at most 200 characters/],
])("log: an invalid entry is rejected with the field to change, and logged: %j", async (entry, message) => {
  await using system = await startTestEvents();

  const result = await system.activity.log(entry);

  expect(result).toMatchObject({ status: "rejected", reason: expect.stringMatching(message) as string });
  expect(system.logger.lines).toMatchObject([{ level: "error", message: "An activity was not logged." }]);
  await expect(system.db.em.transactional((em) => system.activity.log(em, entry))).rejects.toThrow(message);
});

test("log: texts that are too long but no ids are cut with a warning", async () => {
  await using system = await startTestEvents();

  const result = await system.activity.log({
    action: "post.created",
    mode: "m".repeat(21),
    module: "m".repeat(51),
    resource: { type: "t".repeat(51) },
  });

  expect(result).toMatchObject({
    status: "stored",
    warnings: [
      "resourceType: has 51 characters and was cut to 50",
      "module: has 51 characters and was cut to 50",
      "mode: has 21 characters and was cut to 20",
    ],
  });
});

test("log: an unreachable database does not throw; the failure is logged and returned", async () => {
  await using system = await startTestEvents();
  await system.db[Symbol.asyncDispose]();

  expect(await system.activity.log({ action: "post.created" })).toMatchObject({ status: "failed" });
  const errors = system.logger.lines.filter(({ level }) => level === "error");
  expect(errors).toMatchObject([{ details: { action: "post.created" } }]);
});

test("log: an entry in the caller's transaction exists if and only if the transaction commits", async () => {
  await using system = await startTestEvents();

  await system.db.em
    .transactional(async (em) => {
      await system.activity.log(em, { action: "post.created" });
      throw new Error("no");
    })
    .catch(() => undefined);
  const { id } = await system.db.em.transactional((em) =>
    system.activity.log(em, { action: "post.removed" }),
  );
  await system.inbox.drain();

  expect(await listActions(system)).toEqual(["post.removed"]);
  expect(await findActivity(system.db.em, id)).not.toBeNull();
  await expect(system.activity.log(system.db.em, { action: "post.created" })).rejects.toThrow(
    "needs an open transaction",
  );
});

test("log: actor and role default to actingAs", async () => {
  await using system = await startTestEvents();

  const [own, other, none] = await actingAs({ userId: "u_9", role: "admin" }, () =>
    Promise.all([
      logAndFind(system, { action: "post.created" }),
      logAndFind(system, { action: "post.created", actor: "u_1", actorRole: "user" }),
      logAndFind(system, { action: "post.created", actor: null, actorRole: null }),
    ]),
  );

  expect([own.user?.id, own.actorRole]).toEqual(["u_9", "admin"]);
  expect([other.user?.id, other.actorRole]).toEqual(["u_1", "user"]);
  expect([none.user, none.actorRole]).toEqual([null, null]);
});

test("subscribe: a subscriber gets every activity that passes its filter, and no other event", async () => {
  await using system = await startTestEvents();
  const received: string[] = [];
  const ofUsers: string[] = [];
  system.activity.subscribe(({ name }) => received.push(name));
  const stop = system.activity.subscribe(({ name }) => ofUsers.push(name), { resourceType: "user" });

  await system.events.track("user.confirmed");
  await system.activity.log({ action: "post.created" });
  await system.activity.log({ action: "user.banned" });

  await vi.waitFor(() => expect(received).toEqual(["post.created", "user.banned"]));
  expect(ofUsers).toEqual(["user.banned"]);
  stop();
});

test("list: activities are listed newest first with their actors, 50 per page by default", async () => {
  await using system = await startTestEvents();
  await system.db.em
    .fork()
    .insert(User, { externalId: "u_1", email: "ann@example.com", traits: {}, createdAt: new Date() });
  await Promise.all(
    Array.from({ length: 60 }, () => system.activity.log({ action: "post.created", actor: "u_1" })),
  );
  await system.events.track("user.confirmed");

  const first = await listActivities(system.context);
  const rest = await listActivities(system.context, { cursor: first.nextCursor ?? "" });

  expect([first.items.length, rest.items.length]).toEqual([50, 10]);
  expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(60);
  expect(first.items[0]?.user).toMatchObject({ id: "u_1", email: "ann@example.com", name: null });
});

test.each<[string, ActivityInput, string[]]>([
  ["an action, exactly", { action: "post.created" }, ["post.created"]],
  ["a subject, like post.*", { action: "post.*" }, ["post.removed", "post.created"]],
  ["the actor", { actor: "u_2" }, ["user.followed"]],
  ["the type of the resource", { resourceType: "post" }, ["post.removed", "post.created"]],
  ["one resource", { resourceType: "post", resourceId: "2" }, ["post.removed"]],
  ["the target", { target: "u_3" } as ActivityInput, ["user.followed"]],
  ["the module", { module: "blog" }, ["post.removed"]],
  ["the mode", { mode: "cron" }, ["post.removed"]],
  ["several conditions", { action: "post.*", actor: "u_1", module: "blog" }, ["post.removed"]],
])("list: activities can be filtered by %s", async (_, { ...filter }, expected) => {
  await using system = await startTestEvents();
  await logAndFind(system, { action: "post.created", actor: "u_1", resource: { type: "post", id: 1 } });
  await logAndFind(system, { action: "poster.hung" });
  await logAndFind(system, {
    action: "post.removed",
    actor: "u_1",
    resource: { type: "post", id: 2 },
    module: "blog",
    mode: "cron",
  });
  await logAndFind(system, { action: "user.followed", actor: "u_2", target: "u_3" });
  const { target, ...rest } = filter as ActivityInput & { target?: string };
  const input = target === undefined ? rest : { ...rest, targetId: target };

  expect(await listActions(system, input)).toEqual(expected);
  expect(await countActivities(system.context, input)).toBe(expected.length);
  expect((await listActivityPage(system.context, input)).items.map(({ name }) => name)).toEqual(expected);
});

test("list: since is inclusive and until exclusive", async () => {
  await using system = await startTestEvents();
  for (const [index, action] of ["post.created", "post.changed", "post.removed"].entries()) {
    const { id } = await logAndFind(system, { action });
    await sql`update admin_events.events set received_at = ${`2026-03-0${index + 1}T00:00:00Z`} where id = ${id}`.execute(
      system.db.em.getKysely(),
    );
  }

  expect(await listActions(system, { since: "2026-03-02T00:00:00Z" })).toEqual([
    "post.removed",
    "post.changed",
  ]);
  expect(await listActions(system, { until: "2026-03-02T00:00:00Z" })).toEqual(["post.created"]);
});

test("times of a filter without an offset are in the project's time zone, and nonsense is refused", async () => {
  await using system = await startTestEvents();
  const { id } = await logAndFind(system, { action: "post.created" });
  await sql`update admin_events.events set received_at = '2026-06-10T10:00:00Z' where id = ${id}`.execute(
    system.db.em.getKysely(),
  );
  const context = { ...system.context, timeZone: "Europe/Berlin" };
  const hour = { since: "2026-06-10T11:30:00", until: "2026-06-10 12:30" };

  expect((await listActivities(context, hour)).items).toHaveLength(1);
  expect((await listActivityPage(context, hour)).total).toBe(1);
  expect(await countActivities(context, { since: "2026-06-10", until: "2026-06-11" })).toBe(1);
  for (const since of ["5", "2026-02-30", "03/04/2026", "0000-01-01"]) {
    await expect(countActivities(context, { since })).rejects.toThrow(/^"since" must be a date like/);
    expect(() => system.activity.subscribe(() => undefined, { since })).toThrow(
      /^"since" must be a date like/,
    );
  }
});

test("page: pages are numbered from 1, have 50 activities by default and contain the total", async () => {
  await using system = await startTestEvents();
  await Promise.all(Array.from({ length: 53 }, () => system.activity.log({ action: "post.created" })));

  const first = await listActivityPage(system.context);
  const third = await listActivityPage(system.context, { page: 3, perPage: 25 });

  expect(first).toMatchObject({ total: 53, page: 1, perPage: 50, totalPages: 2 });
  expect([first.items.length, third.items.length, third.totalPages]).toEqual([50, 3, 3]);
  await expect(listActivityPage(system.context, { page: 0 })).rejects.toThrow("1 or more");
});

test("forUser: lists the activities by a person, not those about them, and takes other filters", async () => {
  await using system = await startTestEvents();
  await logAndFind(system, { action: "user.followed", actor: "u_1", target: "u_2" });
  await logAndFind(system, { action: "user.followed", actor: "u_2", target: "u_1" });
  await logAndFind(system, { action: "post.created", actor: "u_1" });

  const all = await listUserActivities(system.context, "u_1");
  const follows = await listUserActivities(system.context, "u_1", { action: "user.*", limit: 1 });

  expect(all.items.map(({ name }) => name)).toEqual(["post.created", "user.followed"]);
  expect(follows.items.map(({ targetId }) => targetId)).toEqual(["u_2"]);
});

test("count: counts the activities that pass the filter", async () => {
  await using system = await startTestEvents();
  await logAndFind(system, { action: "post.created", actor: "u_1" });
  await logAndFind(system, { action: "post.created", actor: "u_2" });
  await system.events.track("user.confirmed", { userId: "u_1" });

  expect(await countActivities(system.context)).toBe(2);
  expect(await countActivities(system.context, { actor: "u_1" })).toBe(1);
});

test("recent: lists the newest activities, 20 by default", async () => {
  await using system = await startTestEvents();
  await Promise.all(Array.from({ length: 25 }, () => system.activity.log({ action: "post.created" })));
  const newest = await logAndFind(system, { action: "post.removed" });

  expect((await listRecentActivities(system.context)).length).toBe(20);
  expect((await listRecentActivities(system.context, 1)).map(({ id }) => id)).toEqual([newest.id]);
});

test("get: finds an activity with its actor by id; null or an error if there is none", async () => {
  await using system = await startTestEvents();
  const { id } = await logAndFind(system, { action: "post.created", actor: "u_1" });
  const [notAnActivity = ""] = await system.store([{ name: "user.confirmed" }]);
  const absent = "019a0000-0000-7000-8000-000000000001";

  expect(await findActivity(system.db.em, id)).toMatchObject({ id, user: { id: "u_1" } });
  expect(await getActivity(system.db.em, id)).toMatchObject({ id, user: { id: "u_1" } });
  expect([await findActivity(system.db.em, absent), await findActivity(system.db.em, notAnActivity)]).toEqual(
    [null, null],
  );
  await expect(getActivity(system.db.em, absent)).rejects.toThrow(ActivityNotFoundError);
});

test("distinct values: actions, modes, modules and resource types are listed once, in order", async () => {
  await using system = await startTestEvents();
  await system.events.track("user.confirmed");
  for (const [action, module, mode] of [
    ["post.created", "blog", "manual"],
    ["post.created", "blog", "auto"],
    ["user.joined", "accounts", "cron"],
    ["comment.liked", undefined, "auto"],
  ] as const) {
    await logAndFind(system, { action, module, mode });
  }
  const { em } = system.db;

  expect(await listActionTypes(em, system.context.catalog)).toEqual([
    "comment.liked",
    "post.created",
    "user.signed_up",
  ]);
  expect(await listActivityModes(em)).toEqual(["auto", "cron", "manual"]);
  expect(await listActivityModules(em)).toEqual(["accounts", "blog"]);
  expect(await listResourceTypes(em)).toEqual(["comment", "post", "user"]);
});

test("distinct values: an empty log has no values", async () => {
  await using system = await startTestEvents();

  expect(await listActionTypes(system.db.em, {})).toEqual([]);
  expect(await listActivityModules(system.db.em)).toEqual([]);
});

test("resolveResourceUsers: finds the users that activities are about with one query", async () => {
  await using system = await startTestEvents();
  const em = system.db.em.fork();
  await em.insertMany(User, [
    {
      externalId: "u_1",
      email: "ann@example.com",
      name: "Ann Lee",
      traits: { firstName: "Ann", last_name: "Lee" },
      createdAt: new Date(),
    },
    { externalId: "u_2", email: null, traits: {}, createdAt: new Date() },
  ]);
  const entries = ["u_1", "u_1", "u_2", "u_404"].map((resourceId) => ({ resourceType: "user", resourceId }));
  using recorded = recordStatements();

  const people = await resolveResourceUsers(em, [...entries, { resourceType: "post", resourceId: "u_2" }]);

  expect(people).toEqual(
    new Map([
      ["u_1", { email: "ann@example.com", name: "Ann Lee", firstName: "Ann", lastName: "Lee" }],
      ["u_2", { email: null, name: null, firstName: null, lastName: null }],
    ]),
  );
  expect(recorded.calls.filter(({ text }) => text.includes('from "admin_events"."users"'))).toHaveLength(1);
  expect(await resolveResourceUsers(em, [])).toEqual(new Map());
});

test("handlers get activities; the feed, counts and funnels get them only when they are asked for", async () => {
  const handled: string[] = [];
  const remember = handlersFor({})("post.*", ({ name }) => void handled.push(name), { name: "remember" });
  await using system = await startTestEvents({ handlers: [remember] });
  const range = { from: "2000-01-01", to: "2100-01-01" };
  await system.store([{ name: "user.confirmed", userId: "u_1", timestamp: "2026-03-01T00:00:00Z" }]);

  await system.activity.log({ action: "post.created", actor: "u_1" });

  const query = async (kind?: "all" | "activity") => {
    const feed = await listLatest(system.context, { kind });
    const counted = await aggregateEvents(system.context, { ...range, name: "post.created", kind });
    const { steps } = await countFunnel(system.context, {
      ...range,
      names: ["user.confirmed", "post.created"],
      kind,
    });
    return [feed.items.map(({ name }) => name), counted.current, steps.map(({ count }) => count)];
  };
  expect(await query()).toEqual([["user.confirmed"], 0, [1, 0]]);
  expect(await query("all")).toEqual([["post.created", "user.confirmed"], 1, [1, 1]]);
  expect(await query("activity")).toEqual([["post.created"], 1, [0, 0]]);
  await vi.waitFor(() => expect(handled).toEqual(["post.created"]));
});
