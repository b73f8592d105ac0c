import { sql } from "kysely";
import { expect, test } from "vitest";
import { rowCount, startTestEvents } from "../testing/start-test-events.ts";
import type { Sender } from "./index.ts";
import { createIngestion, item, INTERNAL_SENDER } from "./index.ts";

const page: Sender = { id: 1, kind: "public", signingSecret: null };
const start = Date.now() - 3_600_000;
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const createId = (number: number) => `019aa000-0000-7000-8000-${String(number).padStart(12, "0")}`;

async function startIngestion() {
  const system = await startTestEvents();
  const ingestItems = createIngestion({
    ingest: system.ingest,
    idCaches: system.idCaches,
    rules: system.rules,
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

test("paths keep the route of a hash router, but no query and no other fragment", async () => {
  await using ingestion = await startIngestion();
  const paths = ["/#/about?token=1", "/app?token=1#!/beans#x", "/cart#access_token=1", "/a#top#/b"];

  const visit = { type: "page", sessionId: "s_1", anonymousId: "a_1", timestamp: at(0) };
  await ingestion.send(paths.map((path, index) => ({ ...visit, id: createId(index), path })));

  const { rows } = await sql<{
    path: string;
  }>`select path from admin_events.page_views order by id`.execute(ingestion.db.em.getKysely());
  expect(rows.map(({ path }) => path)).toEqual(["/#/about", "/app#!/beans", "/cart", "/a"]);
});

test("a page view and its heartbeat in one batch are stored in order", async () => {
  await using ingestion = await startIngestion();
  const visitor = { sessionId: "s_1", anonymousId: "a_1" };

  const results = await ingestion.send([
    {
      type: "page",
      id: createId(1),
      path: "/products/ember?utm=1#top",
      title: " Ember ",
      timestamp: at(0),
      ...visitor,
    },
    {
      type: "heartbeat",
      id: createId(2),
      pageId: createId(1),
      activeMs: 90_000,
      timestamp: at(2),
      ...visitor,
    },
    { type: "page", id: createId(3), path: "/cart", timestamp: at(2), ...visitor },
    { type: "page", id: createId(1), path: "/products/ember", timestamp: at(0), ...visitor },
  ]);

  expect(results).toEqual(["stored", "stored", "stored", "duplicate"]);
  const { rows } = await sql`
    select path, title, duration_ms, ip_network::text as network, page_count
    from admin_events.page_views join admin_events.sessions on sessions.id = session_id
    order by page_views.occurred_at, page_views.id`.execute(ingestion.db.em.getKysely());
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

test("an unverified page view neither counts for a verified user nor extends their session", async () => {
  await using ingestion = await startIngestion();
  const view = (number: number, person: object) => [
    { type: "page", id: createId(number), path: "/", sessionId: "s_1", timestamp: at(number), ...person },
  ];
  await ingestion.send([{ type: "identify", id: createId(1), userId: "ann" }]);
  await ingestion.send(view(2, { userId: "ann" }));

  expect(await ingestion.send(view(3, { userId: "ann", anonymousId: "eve" }), page)).toEqual(["stored"]);
  expect(await ingestion.send(view(4, { userId: "ann" }), page)).toEqual(["stored"]);
  expect(await ingestion.send(view(5, { userId: "bob" }), page)).toEqual(["stored"]);

  const { rows } = await sql`
    select external_id as owner, count(*)::int as pages, max(page_count) as session
    from admin_events.page_views join admin_events.sessions on sessions.id = session_id join admin_events.users on users.id = page_views.user_id
    group by 1 order by 1`.execute(ingestion.db.em.getKysely());
  expect(rows).toEqual([
    { owner: "ann", pages: 1, session: 1 },
    { owner: "anonymous:eve", pages: 1, session: 1 },
    { owner: "anonymous:s_1", pages: 1, session: 1 },
    { owner: "bob", pages: 1, session: 1 },
  ]);
});

test("requests need a secret key, and an invalid one does not affect the others", async () => {
  await using ingestion = await startIngestion();
  const request = { type: "request", method: "GET", route: "/orders/:id", status: 200, durationMs: 12.5 };

  expect(await ingestion.send([{ ...request, id: createId(1) }], page)).toEqual([
    expect.stringContaining("need a secret key"),
  ]);
  expect(
    await ingestion.send([
      { ...request, id: createId(1), userId: "u_1", timestamp: at(0) },
      { ...request, id: createId(2), timestamp: "yesterday" },
      { ...request, id: createId(1) },
    ]),
  ).toEqual(["stored", expect.stringContaining("timestamp: must be an ISO 8601 time"), "stored"]);
  expect(await ingestion.send([{ ...request, id: createId(1) }])).toEqual(["duplicate"]);
  expect(await rowCount(ingestion.db, "requests")).toBe(1);
});

test("items fail while their table is missing", async () => {
  await using ingestion = await startIngestion();
  await sql`alter table admin_events.sessions rename to sessions_elsewhere`.execute(
    ingestion.db.em.getKysely(),
  );
  await sql`alter table admin_events.requests rename to requests_elsewhere`.execute(
    ingestion.db.em.getKysely(),
  );

  const results = await ingestion.send([
    { type: "page", id: createId(1), path: "/", sessionId: "s_1", userId: "u_1" },
    { type: "request", id: createId(2), method: "GET", route: "/", status: 200, durationMs: 1 },
  ]);

  expect(results).toEqual([
    expect.stringContaining('"status":"failed"'),
    expect.stringContaining('"status":"failed"'),
  ]);
});

test("invalid characters are removed from texts, and long texts are cut", async () => {
  await using ingestion = await startIngestion();

  expect(
    await ingestion.send([
      {
        type: "page",
        id: createId(1),
        path: `/\u0000${"a".repeat(900)}`,
        title: "\ud800".padEnd(900, "t"),
        sessionId: "s_1",
        userId: "u_1",
      },
      {
        type: "request",
        id: createId(2),
        method: "GET\u0000",
        route: "/a\ud800",
        status: 200,
        durationMs: 1,
      },
    ]),
  ).toEqual(["stored", "stored"]);
});
