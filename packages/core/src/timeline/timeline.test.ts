import { expect, test } from "vitest";
import { linkVisitor } from "../users/link-visitor.ts";
import { startTestEvents } from "../testing/start-test-events.ts";
import { recordVisits } from "../usage/index.ts";
import { getTimeline } from "./timeline.ts";

test("a timeline lists only this person's events and activities, newest first", async () => {
  await using system = await startTestEvents();
  await system.store([{ name: "user.signed_up", userId: "u_1" }]);
  await system.activity.log({ action: "post.created", actor: "u_1" });
  await system.store([{ name: "user.signed_up", userId: "u_2" }]);

  const { moments, nextCursor } = await getTimeline(system.db.em, { userId: "u_1" });

  expect(moments.map((moment) => [moment.kind, moment.kind === "event" && moment.event.name])).toEqual([
    ["event", "post.created"],
    ["event", "user.signed_up"],
  ]);
  expect(nextCursor).toBeNull();
});

test("pages neither skip nor repeat moments, also with events of a linked visitor", async () => {
  await using system = await startTestEvents();
  const ids = await system.store(
    Array.from({ length: 30 }, (_, index) => ({
      name: "user.confirmed",
      ...(index % 3 === 0 ? { anonymousId: "visitor-1" } : { userId: "u_1" }),
    })),
  );
  await system.db.em.transactional((em) =>
    linkVisitor(em, {
      anonymousId: "visitor-1",
      userId: "u_1",
      at: new Date(),
      isVerified: false,
      canMove: false,
    }),
  );
  const seen: string[] = [];

  for (let cursor: string | undefined; ;) {
    const page = await getTimeline(system.db.em, { userId: "u_1", cursor, limit: 7 });
    seen.push(...page.moments.map(({ id }) => id));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }

  expect(seen.toSorted()).toEqual(ids.toSorted());
  expect(new Set(seen).size).toBe(30);
});

test("a timeline includes page views and sessions, also those of a linked visitor", async () => {
  await using system = await startTestEvents();
  const presence = { formerOwnerId: null, sessionKey: "s_1", ip: null, userAgent: null };
  const at = new Date("2026-03-05T12:00:00Z");
  const visitor = { ...presence, ownerId: "anonymous:v" };
  await recordVisits(system.db.em, system.idCaches, [
    { ...visitor, type: "heartbeat", at: new Date(at.getTime() - 60_000), pageId: null, activeMs: null },
    {
      ...visitor,
      type: "page",
      id: "019cbd1c-5d00-7000-8000-000000000001",
      at,
      path: "/cart",
      title: "Cart",
      referrer: null,
      durationMs: 1_500,
    },
  ]);
  await system.store([{ name: "user.confirmed", userId: "u_1" }]);
  await system.db.em.transactional((em) =>
    linkVisitor(em, {
      anonymousId: "v",
      userId: "u_1",
      at: new Date(),
      isVerified: false,
      canMove: false,
    }),
  );

  const { moments } = await getTimeline(system.db.em, { userId: "u_1" });

  expect(moments).toMatchObject([
    { kind: "event" },
    { kind: "pageView", path: "/cart", title: "Cart", durationMs: 1_500, at: at.toISOString() },
    { kind: "session", seconds: 60, pageCount: 1, browser: null },
  ]);
  const first = await getTimeline(system.db.em, { userId: "u_1", limit: 2 });
  const rest = await getTimeline(system.db.em, { userId: "u_1", cursor: first.nextCursor ?? "" });
  expect([...first.moments, ...rest.moments]).toEqual(moments);
});

test("moments are in the order in which they happened, whenever they arrived", async () => {
  await using system = await startTestEvents();
  const times = [
    "2026-03-03T12:00:00Z",
    "2025-01-01T00:00:00Z",
    "2026-03-05T11:59:30Z",
    "2024-05-05T00:00:00Z",
  ];
  await system.store(times.map((timestamp) => ({ name: "user.confirmed", userId: "u_1", timestamp })));
  await recordVisits(system.db.em, system.idCaches, [viewPage("2026-03-05T11:59:00Z")]);

  const { moments } = await getTimeline(system.db.em, { userId: "u_1" });

  expect(moments.map(({ kind, at }) => [kind, at.slice(0, 19)])).toEqual([
    ["event", "2026-03-05T11:59:30"],
    ["session", "2026-03-05T11:59:00"],
    ["pageView", "2026-03-05T11:59:00"],
    ["event", "2026-03-03T12:00:00"],
    ["event", "2025-01-01T00:00:00"],
    ["event", "2024-05-05T00:00:00"],
  ]);
});

test("pages of any size hold every moment once, also with equal times and equal ids of different kinds", async () => {
  await using system = await startTestEvents();
  const at = "2026-03-05T12:00:00.000Z";
  const ids = Array.from({ length: 4 }, (_, index) => `019cbd1c-5d00-7000-8000-00000000000${index}`);
  await system.store([
    ...ids.map((id) => ({ id, name: "user.confirmed", userId: "u_1", timestamp: at })),
    { name: "user.confirmed", userId: "u_1", timestamp: "2025-01-01T00:00:00Z" },
    { name: "user.confirmed", userId: "u_1", timestamp: "2026-03-06T00:00:00Z" },
  ]);
  await recordVisits(
    system.db.em,
    system.idCaches,
    ids.map((id) => ({ ...viewPage(at), id })),
  );
  const { moments: all } = await getTimeline(system.db.em, { userId: "u_1" });
  expect(all).toHaveLength(11);

  for (let limit = 1; limit <= 11; limit++) {
    const seen: unknown[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await getTimeline(system.db.em, { userId: "u_1", cursor, limit });
      seen.push(...page.moments);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all);
  }
});

function viewPage(at: string) {
  return {
    type: "page" as const,
    id: "019cbd1c-5d00-7000-8000-000000000001",
    ownerId: "u_1",
    formerOwnerId: null,
    sessionKey: "s_1",
    ip: null,
    userAgent: null,
    at: new Date(at),
    path: "/cart",
    title: null,
    referrer: null,
    durationMs: null,
  };
}

test.each([
  "1",
  "0000-01-01T00:00:00.000Z_019cbd1c-5d00-7000-8000-000000000001_event",
  "2026-02-30T00:00:00.000Z_019cbd1c-5d00-7000-8000-000000000001_event",
  "2026-03-05T12:00:00.000Z_019cbd1c-5d00-7000-8000-000000000001",
  "2026-03-05T12:00:00.000Z_------------------------------------_event",
])("the cursor %s is rejected with a message", async (cursor) => {
  await using system = await startTestEvents();

  await expect(getTimeline(system.db.em, { userId: "u_1", cursor })).rejects.toThrow(
    "not from this timeline",
  );
});

test("an unknown user has an empty timeline", async () => {
  await using system = await startTestEvents();

  expect(await getTimeline(system.db.em, { userId: "u_404" })).toEqual({ moments: [], nextCursor: null });
});
