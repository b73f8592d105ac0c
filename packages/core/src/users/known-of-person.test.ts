import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { getHistory, listTopUsers } from "../analytics/index.ts";
import { linkVisitor, startTestEvents } from "../testing/start-test-events.ts";
import { getTimeline } from "../timeline/index.ts";
import { recordRequests } from "../usage/requests/record-requests.sql.ts";
import { completeRequest } from "../usage/testing/open-usage.ts";
import { describeGroup, findUser, identify, searchUsers } from "./index.ts";

const first = "2026-03-01T10:00:00.000Z";
const second = "2026-03-09T10:00:00.000Z";
const range = { from: "2026-03-01", to: "2026-03-02" };

test("a person has groups and was last seen by an own event or one of a linked visitor, not by an activity", async () => {
  await using system = await startTestEvents();
  const { em } = system.db;
  await system.store([
    { name: "user.confirmed", userId: "ann", timestamp: first, metadata: { groups: { company: "acme" } } },
    { name: "post.liked", userId: "ann", timestamp: first, metadata: { groups: { team: ["red", "blue"] } } },
    { name: "post.liked", anonymousId: "a", timestamp: second },
  ]);
  await describeGroup(em, {
    type: "company",
    groupId: "acme",
    traits: { plan: "club" },
    at: new Date(),
    isVerified: true,
  });
  await linkVisitor(system.db, { visitor: "anonymous:a", user: "ann" });
  await system.activity.log({ action: "post.edited", actor: "ann", resource: { type: "post", id: "1" } });

  const person = await findUser(em, "ann");

  expect(person).toMatchObject({ eventCount: 3, lastSeenAt: second });
  expect(person?.groups.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
    { type: "company", id: "acme", traits: { plan: "club" } },
    { type: "team", id: "blue", traits: {} },
    { type: "team", id: "red", traits: {} },
  ]);
  const { users } = await listTopUsers(system.context, range);
  expect(users).toMatchObject([{ lastAt: first, lastSeenAt: second }]);
});

test("a person who did nothing was never seen and has no groups", async () => {
  await using system = await startTestEvents();
  await system.activity.log({ action: "post.edited", actor: "ann", resource: { type: "post", id: "1" } });

  expect(await findUser(system.db.em, "ann")).toMatchObject({ eventCount: 0, lastSeenAt: null, groups: [] });
  expect(await getHistory(system.db.em)).toEqual({ eventsFrom: null, usageFrom: null });
});

test("failed requests are on the timeline of a person, others are not", async () => {
  await using system = await startTestEvents();
  const failed = completeRequest({
    id: uuidv7(),
    userId: "ann",
    method: "POST",
    route: "/api/orders",
    status: 500,
    errorCode: "boom",
    occurredAt: new Date(first),
  });
  await recordRequests(system.db.em, system.idCaches, [failed, completeRequest({ userId: "ann" })]);

  const { moments } = await getTimeline(system.db.em, { userId: "ann" });

  expect(moments).toEqual([
    {
      kind: "failedRequest",
      id: failed.id,
      at: first,
      method: "POST",
      route: "/api/orders",
      status: 500,
      errorCode: "boom",
      durationMs: 12,
    },
  ]);
  expect((await getHistory(system.db.em)).usageFrom).toBe(first);
});

test("the history begins with the first event, and a search finds users by name, email and id", async () => {
  await using system = await startTestEvents();
  const { em } = system.db;
  const person = async (userId: string, email: string, name: string) => {
    await system.store([{ name: "user.confirmed", userId, timestamp: first }]);
    await identify(em, {
      userId,
      anonymousId: null,
      traits: { email, name },
      at: new Date(),
      isVerified: true,
    });
  };
  await person("u_1", "maja@example.org", "Maja Garcia");
  await person("u_2", "ann@maja.example", "Ann 100%");
  await system.store([{ name: "post.liked", anonymousId: "maja" }]);

  const find = async (text: string) => (await searchUsers(em, { text })).map(({ id }) => id);
  expect(await find("maja@example.org")).toEqual(["u_1"]);
  expect(await find("GARCIA")).toEqual(["u_1"]);
  expect(await find("maja")).toEqual(["u_1", "u_2"]);
  expect(await find("u_2")).toEqual(["u_2"]);
  expect(await find("100%")).toEqual(["u_2"]);
  expect(await find("%")).toEqual(["u_2"]);
  expect(await find(" ")).toEqual([]);
  expect((await getHistory(em)).eventsFrom).toBe(first);
});
