import { sql } from "kysely";
import { expect, test } from "vitest";
import { rowCount, startTestEvents } from "../testing/start-test-events.ts";
import type { Sender } from "./index.ts";
import { createIngestion, item, INTERNAL_SENDER } from "./index.ts";

const page: Sender = { kind: "public", signingSecret: null };
const at = (minutes: number) => new Date(Date.UTC(2026, 2, 5, 12, minutes)).toISOString();
const idOf = (number: number) => `019aa000-0000-7000-8000-${String(number).padStart(12, "0")}`;

async function openIngestion() {
  const system = await startTestEvents();
  const ingestItems = createIngestion({
    ingest: system.ingest,
    dictionaries: system.dictionaries,
    fork: () => system.db.orm.em.fork(),
  });

  return {
    ...system,
    async send(items: object[], sender = INTERNAL_SENDER) {
      const from = { ip: "203.0.113.77", userAgent: null };
      const results = await ingestItems(
        items.map((value) => item.parse(value)),
        { sender, from },
      );
      return results.map((result) =>
        result.status === "stored" ? (result.duplicate ? "duplicate" : "stored") : JSON.stringify(result),
      );
    },
  };
}

test("a batch with a page view and the heartbeat about it keeps their order", async () => {
  await using intake = await openIngestion();
  const visitor = { sessionId: "s_1", anonymousId: "a_1" };

  const answers = await intake.send([
    {
      type: "page",
      id: idOf(1),
      path: "/products/ember?utm=1#top",
      title: " Ember ",
      timestamp: at(0),
      ...visitor,
    },
    { type: "heartbeat", id: idOf(2), pageId: idOf(1), activeMs: 90_000, timestamp: at(2), ...visitor },
    { type: "page", id: idOf(3), path: "/cart", timestamp: at(2), ...visitor },
    { type: "page", id: idOf(1), path: "/products/ember", timestamp: at(0), ...visitor },
  ]);

  expect(answers).toEqual(["stored", "stored", "stored", "duplicate"]);
  const { rows } = await sql`
    select path, title, duration_ms, ip_network::text as network, page_count
    from admin_events.page_views join admin_events.sessions on sessions.id = session_id
    order by page_views.occurred_at, page_views.id`.execute(intake.db.em.getKysely());
  expect(rows).toEqual([
    {
      path: "/products/ember",
      title: "Ember",
      duration_ms: 90_000,
      network: "203.0.113.0/24",
      page_count: 2,
    },
    { path: "/cart", title: null, duration_ms: null, network: "203.0.113.0/24", page_count: 2 },
  ]);
});

test("a page that cannot prove who is there neither adds to a proven user's visits nor extends their session", async () => {
  await using intake = await openIngestion();
  const view = (number: number, who: object) => [
    { type: "page", id: idOf(number), path: "/", sessionId: "s_1", timestamp: at(number), ...who },
  ];
  await intake.send([{ type: "identify", id: idOf(1), userId: "ann" }]);
  await intake.send(view(2, { userId: "ann" }));

  expect(await intake.send(view(3, { userId: "ann", anonymousId: "eve" }), page)).toEqual(["stored"]);
  expect(await intake.send(view(4, { userId: "ann" }), page)).toEqual(["stored"]);
  expect(await intake.send(view(5, { userId: "bob" }), page)).toEqual(["stored"]);

  const { rows } = await sql`
    select external_id as owner, count(*)::int as pages, max(page_count) as session
    from admin_events.page_views join admin_events.sessions on sessions.id = session_id join admin_events.users on users.id = page_views.user_id
    group by 1 order by 1`.execute(intake.db.em.getKysely());
  expect(rows).toEqual([
    { owner: "ann", pages: 1, session: 1 },
    { owner: "anonymous:eve", pages: 1, session: 1 },
    { owner: "anonymous:s_1", pages: 1, session: 1 },
    { owner: "bob", pages: 1, session: 1 },
  ]);
});

test("requests are taken from servers only, and a wrong one costs only itself", async () => {
  await using intake = await openIngestion();
  const request = { type: "request", method: "GET", route: "/orders/:id", status: 200, durationMs: 12.5 };

  expect(await intake.send([{ ...request, id: idOf(1) }], page)).toEqual([
    expect.stringContaining("send them with a secret key"),
  ]);
  expect(
    await intake.send([
      { ...request, id: idOf(1), userId: "u_1", timestamp: at(0) },
      { ...request, id: idOf(2), timestamp: "yesterday" },
      { ...request, id: idOf(1) },
    ]),
  ).toEqual(["stored", expect.stringContaining("timestamp: must be a time"), "stored"]);
  expect(await intake.send([{ ...request, id: idOf(1) }])).toEqual(["duplicate"]);
  expect(await rowCount(intake.db, "requests")).toBe(1);
});

test("what cannot be stored just now is to be sent again", async () => {
  await using intake = await openIngestion();
  await sql`alter table admin_events.sessions rename to sessions_elsewhere`.execute(intake.db.em.getKysely());
  await sql`alter table admin_events.requests rename to requests_elsewhere`.execute(intake.db.em.getKysely());

  const answers = await intake.send([
    { type: "page", id: idOf(1), path: "/", sessionId: "s_1", userId: "u_1" },
    { type: "request", id: idOf(2), method: "GET", route: "/", status: 200, durationMs: 1 },
  ]);

  expect(answers).toEqual([
    expect.stringContaining('"status":"failed"'),
    expect.stringContaining('"status":"failed"'),
  ]);
});

test("texts that PostgreSQL refuses are cleaned, and long ones are cut", async () => {
  await using intake = await openIngestion();

  expect(
    await intake.send([
      {
        type: "page",
        id: idOf(1),
        path: `/\u0000${"a".repeat(900)}`,
        title: "\ud800".padEnd(900, "t"),
        sessionId: "s_1",
        userId: "u_1",
      },
      { type: "request", id: idOf(2), method: "GET\u0000", route: "/a\ud800", status: 200, durationMs: 1 },
    ]),
  ).toEqual(["stored", "stored"]);
});
