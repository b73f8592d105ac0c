import type { EntityManager } from "@admin-events/db";
import { connect } from "@admin-events/db";
import {
  createProxy,
  createTestCluster,
  createTestDatabase,
  fillNotifyQueue,
} from "@admin-events/db/testing";
import { expect, test, vi } from "vitest";
import { rowCount } from "../../testing/start-test-events.ts";
import { createIdCaches } from "./id-cache.ts";
import type { PreparedEvent } from "../preparing/prepare-event.ts";
import { prepareEvent } from "../preparing/prepare-event.ts";
import { notifyBroadcast, writeEvents } from "./write-events.sql.ts";
import { createWriter } from "./writer.ts";

function event(metadata: PreparedEvent["metadata"] = {}): PreparedEvent {
  return prepareEvent({ catalog: {}, unknownEvents: "store", timeZone: "UTC" }, "cart.emptied", { metadata });
}

function writerOn(fork: () => EntityManager, options: { capacity?: number } = {}) {
  const idCaches = createIdCaches();
  return createWriter({ fork, idCaches, ...options });
}

test("concurrent writes share one statement", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());

  await Promise.all(Array.from({ length: 200 }, () => writer.write(event())));

  const [row] = await db.em
    .getConnection()
    .execute<{ count: string }[]>("select count(distinct xid) from admin_events.events");
  expect(Number(row?.count)).toBe(1);
  expect(await rowCount(db, "events")).toBe(200);
});

test("a statement that waits for another transaction does not delay other events", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());
  const held = event();
  // Otherwise all writers would wait for the transaction to create the name.
  await writer.write(event());

  await db.orm.em.fork().transactional(async (em) => {
    await writeEvents(em, createIdCaches(), [held], { notifyHandlers: false });
    const waits = writer.write(held);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const others = await Promise.all(Array.from({ length: 200 }, () => writer.write(event())));

    expect(others.every(({ status }) => status === "stored")).toBe(true);
    void waits.then((result) => expect(result).toMatchObject({ status: "stored", duplicate: true }));
  });

  await writer.drain();
  expect(await rowCount(db, "events")).toBe(202);
});

test("concurrent writes of the same id store one event", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());
  const events = Array.from({ length: 600 }, () => event());

  const results = await Promise.all([...events, ...events.toReversed()].map((one) => writer.write(one)));

  const duplicates = results.map((result) => result.status === "stored" && result.duplicate);
  expect(results.every(({ status }) => status === "stored")).toBe(true);
  expect(duplicates.filter(Boolean)).toHaveLength(600);
});

test("a writer that has just become idle starts again", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());

  for (let count = 0; count < 20; count++) await writer.write(event());

  expect(await rowCount(db, "events")).toBe(20);
});

test("an event that PostgreSQL rejects is bisected out of its batch", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());
  const poison = { ...event(), metadata: { text: "\u0000" } };

  const results = await Promise.all(
    [...Array.from({ length: 99 }, () => event()), poison].map((one) => writer.write(one)),
  );

  expect(results.filter(({ status }) => status === "stored")).toHaveLength(99);
  expect(results[99]).toMatchObject({
    status: "rejected",
    reason: expect.stringContaining("data that PostgreSQL cannot store") as string,
  });
});

test("a full queue fails at once with an OverloadedError", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork(), { capacity: 2 });

  const results = await Promise.all([writer.write(event()), writer.write(event()), writer.write(event())]);

  expect(results).toMatchObject([
    { status: "stored" },
    { status: "stored" },
    { status: "failed", error: { name: "OverloadedError", retryAfter: 1 } },
  ]);
});

test("events fail while the database is unreachable, and are stored again afterwards", async () => {
  await using db = await createTestDatabase();
  let isUnreachable = true;
  const writer = writerOn(() => {
    if (isUnreachable) throw new Error("connection refused");
    return db.orm.em.fork();
  });

  expect(await writer.write(event())).toMatchObject({
    status: "failed",
    error: { message: "connection refused" },
  });
  isUnreachable = false;

  expect(await writer.write(event())).toMatchObject({ status: "stored" });
});

test("an event that waits for a lock does not delay other events", async () => {
  await using db = await createTestDatabase({ limitWaits: true });
  const writer = writerOn(() => db.orm.em.fork());
  const idCaches = createIdCaches();

  await db.orm.em.fork().transactional(async (em) => {
    await idCaches.people.resolveIds(em, [{ id: "u_new", at: new Date() }]);
    const waits = writer.write({ ...event(), userId: "u_new" });

    expect(await writer.write({ ...event(), userId: "u_other" })).toMatchObject({ status: "stored" });
    expect(await waits).toMatchObject({ status: "failed" });
  });
});

test("a deadlock with another transaction is retried", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());
  const { people } = createIdCaches();
  const written: Promise<unknown>[] = [];

  const transaction = db.orm.em.fork().transactional(async (em) => {
    await people.resolveIds(em, [{ id: "b", at: new Date() }]);
    written.push(...["a", "b", "c"].map((userId) => writer.write({ ...event(), userId })));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await people.resolveIds(em, [{ id: "a", at: new Date() }]);
  });
  // PostgreSQL ends one of the two.
  await Promise.allSettled([transaction]);

  expect(await Promise.all(written)).toMatchObject(written.map(() => ({ status: "stored" })));
});

test("events are stored while the queue of notifications that all databases share is full", async () => {
  await using cluster = await createTestCluster({ max_notify_queue_pages: "64" });
  await using orm = {
    orm: await connect({ url: cluster.url }),
    [Symbol.asyncDispose]: () => orm.orm.close(),
  };
  const writer = writerOn(() => orm.orm.em.fork());
  await using _ = await fillNotifyQueue(cluster.url);

  const results = await Promise.all([writer.write(event()), writer.write(event())]);

  expect(results).toMatchObject([{ status: "stored" }, { status: "stored" }]);
  expect(await notifyBroadcast(orm.orm.em.fork(), event().id)).toBe(false);
});

test("events whose commit was not answered are new, and sent again they are duplicates", async () => {
  await using db = await createTestDatabase();
  await using proxy = await createProxy(db.url);
  const orm = await connect({ url: proxy.url, limitWaits: true, silenceTimeoutMs: 400 });
  const writer = writerOn(() => orm.em.fork());
  const known = event();
  await writer.write(known);
  await db.em.execute("update admin_events.events set received_at = now() - interval '1 minute'");
  const sent = [event(), event()];

  proxy.loseAnswers();
  const results = await Promise.all([...sent, known].map((one) => writer.write(one)));
  const again = await Promise.all(sent.map((one) => writer.write({ ...one })));

  expect(results).toMatchObject([{ duplicate: false }, { duplicate: false }, { duplicate: true }]);
  expect(again).toMatchObject([{ duplicate: true }, { duplicate: true }]);
  expect(await rowCount(db, "events")).toBe(3);
  await orm.close();
});

test("a batch whose connection falls silent is stored once, over another connection", async () => {
  await using db = await createTestDatabase();
  await using proxy = await createProxy(db.url);
  const orm = await connect({ url: proxy.url, limitWaits: true, silenceTimeoutMs: 400 });
  const writer = writerOn(() => orm.em.fork());
  await writer.write(event());

  proxy.fallSilent({ onlyOpen: true });
  const writing = Promise.all(Array.from({ length: 50 }, () => writer.write(event())));
  await vi.waitFor(() => expect(writer.getOldestWait()).toBeGreaterThan(100));
  const results = await writing;

  expect(results.every(({ status }) => status === "stored")).toBe(true);
  expect(writer.getOldestWait()).toBe(0);
  expect(await rowCount(db, "events")).toBe(51);
  await orm.close();
});

test("a batch that fails is remembered until one is stored", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());
  await db.em.execute("alter table admin_events.events add constraint closed check (false) not valid");

  expect(await writer.write(event())).toMatchObject({ status: "failed" });
  expect(writer.getTimeSinceFailure()).toBeGreaterThanOrEqual(0);
  await db.em.execute("alter table admin_events.events drop constraint closed");
  await writer.write(event());

  expect(writer.getTimeSinceFailure()).toBeNull();
});
