import { createTestDatabase } from "@admin-events/db/testing";
import { expect, test } from "vitest";
import { createIngestion, INTERNAL_SENDER, item } from "../ingestion/index.ts";
import type { TestEvents } from "../testing/start-test-events.ts";
import { rowCount, startTestEvents } from "../testing/start-test-events.ts";
import { findUser } from "../users/index.ts";
import { eraseUser } from "./erase-user.ts";
import { listErasures } from "./erasure/erased-people.sql.ts";
import { reapplyErasures } from "./reapply-erasures.ts";

const MINUTE_MS = 60_000;
const catalog = {};
const before = new Date(Date.now() - 10 * MINUTE_MS).toISOString();
const uuid = (number: number) => `0191a6f0-9d3c-7c41-8a53-${String(number).padStart(12, "0")}`;

async function startWithErasedAnn(): Promise<TestEvents> {
  const system = await startTestEvents();
  await send(system, identifyAnn(1, before));
  await eraseUser(system, { userId: "ann", mode: "anonymise", catalog });

  return system;
}

function identifyAnn(number: number, timestamp: string) {
  const traits = { email: "ann@example.org" };
  return { type: "identify", id: uuid(number), userId: "ann", anonymousId: "v_1", traits, timestamp };
}

async function send(
  { ingest, rules, idCaches, fork }: TestEvents,
  ...items: object[]
): Promise<{ status: string; warnings?: string[] }[]> {
  const ingestItems = createIngestion({ ingest, rules, idCaches, fork });

  return ingestItems(
    items.map((one) => item.parse(one)),
    { sender: INTERNAL_SENDER },
  );
}

test("what happened before an erasure and arrives later has no person, and brings none back", async () => {
  await using system = await startWithErasedAnn();

  const results = await send(
    system,
    { name: "post.read", userId: "ann", timestamp: before },
    { name: "post.read", anonymousId: "v_1", timestamp: before },
    {
      type: "page",
      id: uuid(2),
      userId: "ann",
      anonymousId: "v_1",
      sessionId: "s_1",
      path: "/",
      timestamp: before,
    },
    { type: "heartbeat", id: uuid(3), anonymousId: "v_1", sessionId: "s_1", timestamp: before },
    {
      type: "request",
      id: uuid(4),
      userId: "ann",
      method: "GET",
      route: "/",
      status: 200,
      durationMs: 1,
      timestamp: before,
    },
    { type: "alias", id: uuid(5), userId: "ann", previousId: "v_1", timestamp: before },
    identifyAnn(6, before),
  );

  expect(results.map(({ status }) => status)).toEqual(results.map(() => "stored"));
  expect(results.at(-1)?.warnings).toEqual(["The person was erased after this was sent. It was dropped."]);
  expect(await rowCount(system.db, "users")).toBe(0);
  expect(await rowCount(system.db, "page_views")).toBe(0);
  expect(await rowCount(system.db, "requests where user_id is null")).toBe(1);
  expect(await rowCount(system.db, "events where user_id is null and resource_type is null")).toBe(2);
});

test("the same id after the erasure is a new person who starts empty, and keeps late events out", async () => {
  await using system = await startWithErasedAnn();
  const now = new Date().toISOString();

  await send(system, {
    type: "identify",
    id: uuid(2),
    userId: "ann",
    traits: { plan: "club" },
    timestamp: now,
  });
  await send(
    system,
    { name: "post.read", userId: "ann", timestamp: now },
    { name: "post.read", userId: "ann", timestamp: before },
    { name: "post.read", anonymousId: "v_1", timestamp: before },
    identifyAnn(3, before),
  );

  expect(await findUser(system.fork(), "ann")).toMatchObject({
    email: null,
    traits: { plan: "club" },
    eventCount: 1,
    visitors: [],
  });
});

test("a late event in the caller's transaction has no person either", async () => {
  await using system = await startWithErasedAnn();

  await system.db.orm.em
    .fork()
    .transactional((em) => system.record(em, [{ name: "user.confirmed", userId: "ann", timestamp: before }]));

  expect(await rowCount(system.db, "users")).toBe(0);
});

test("an older backup forgets a person again when the erasures of later are repeated", async () => {
  await using system = await startWithErasedAnn();
  await eraseUser(system, { userId: "nobody", mode: "detach", catalog });
  const list = await listErasures(system.fork());
  await using restored = await startTestEvents();
  await send(restored, identifyAnn(1, before), {
    name: "post.read",
    userId: "ann",
    metadata: { to: "ann@example.org" },
  });

  const first = await reapplyErasures(restored, list, catalog);
  const second = await reapplyErasures(restored, list, catalog);

  expect([first, second]).toEqual([
    { added: 2, erased: 1 },
    { added: 0, erased: 0 },
  ]);
  expect(await rowCount(restored.db, "users")).toBe(0);
  expect(await rowCount(restored.db, "events where metadata::text like '%ann@%'")).toBe(0);
  expect(await listErasures(restored.fork())).toEqual(list);
});

test("a list of another database is rejected", async () => {
  await using system = await startWithErasedAnn();
  await using db = await createTestDatabase();
  await db.em.execute("update admin_events.erasure_keys set key = 'another'");

  await expect(reapplyErasures(system, await listErasures(db.em.fork()), catalog)).rejects.toThrow(
    "erasures: the list is of another database",
  );
});
