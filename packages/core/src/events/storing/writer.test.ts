import type { EntityManager } from "@admin-events/db";
import { createTestDatabase } from "@admin-events/db/testing";
import { expect, test } from "vitest";
import { rowCount } from "../../testing/start-test-events.ts";
import { createDictionaries } from "./dictionary.ts";
import type { PreparedEvent } from "../preparing/prepare-event.ts";
import { prepareEvent } from "../preparing/prepare-event.ts";
import { writeEvents } from "./write-events.ts";
import { createWriter } from "./writer.ts";

function event(metadata: PreparedEvent["metadata"] = {}): PreparedEvent {
  return prepareEvent({ catalog: {}, unknownEvents: "store" }, "cart.emptied", { metadata });
}

function writerOn(fork: () => EntityManager, options: { capacity?: number } = {}) {
  const dictionaries = createDictionaries();
  return createWriter({ fork, dictionaries, ...options });
}

test("callers of the same moment share one statement", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());

  await Promise.all(Array.from({ length: 200 }, () => writer.write(event())));

  const [row] = await db.em
    .getConnection()
    .execute<{ count: string }[]>("select count(distinct xid) from admin_events.events");
  expect(Number(row?.count)).toBe(1);
  expect(await rowCount(db, "events")).toBe(200);
});

test("while one statement waits for somebody's transaction, a crowd goes past it", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());
  const held = event();
  // Otherwise everyone would wait for the transaction to give the name its number.
  await writer.write(event());

  await db.orm.em.fork().transactional(async (em) => {
    await writeEvents(em, createDictionaries(), [held], { notifyHandlers: false });
    const waits = writer.write(held);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const crowd = await Promise.all(Array.from({ length: 200 }, () => writer.write(event())));

    expect(crowd.every(({ status }) => status === "stored")).toBe(true);
    void waits.then((result) => expect(result).toEqual({ status: "duplicate" }));
  });

  await writer.drain();
  expect(await rowCount(db, "events")).toBe(202);
});

test("an id that is brought by many callers at once is stored once", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());
  const events = Array.from({ length: 600 }, () => event());

  const results = await Promise.all([...events, ...events.toReversed()].map((one) => writer.write(one)));

  expect(results.filter(({ status }) => status === "stored")).toHaveLength(600);
  expect(results.filter(({ status }) => status === "duplicate")).toHaveLength(600);
});

test("who was just answered may write at once", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());

  for (let count = 0; count < 20; count++) await writer.write(event());

  expect(await rowCount(db, "events")).toBe(20);
});

test("an event that only PostgreSQL can refuse is bisected out of its batch", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());
  const poison = { ...event(), metadata: { text: "\u0000" } };

  const results = await Promise.all(
    [...Array.from({ length: 99 }, () => event()), poison].map((one) => writer.write(one)),
  );

  expect(results.filter(({ status }) => status === "stored")).toHaveLength(99);
  expect(results[99]).toMatchObject({
    status: "rejected",
    reason: "holds something that PostgreSQL cannot store",
  });
});

test("a full queue says so at once", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork(), { capacity: 2 });

  const results = await Promise.allSettled([
    writer.write(event()),
    writer.write(event()),
    writer.write(event()),
  ]);

  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
  expect(results[2]).toMatchObject({ reason: { name: "OverloadedError", retryAfter: 1 } });
});

test("callers learn that the database is away, and the writer goes on afterwards", async () => {
  await using db = await createTestDatabase();
  let away = true;
  const writer = writerOn(() => {
    if (away) throw new Error("connection refused");
    return db.orm.em.fork();
  });

  expect(await writer.write(event())).toMatchObject({
    status: "failed",
    error: { message: "connection refused" },
  });
  away = false;

  expect(await writer.write(event())).toEqual({ status: "stored" });
});

test("an event that waits for somebody's open transaction holds nobody else up", async () => {
  await using db = await createTestDatabase({ limitWaits: true });
  const writer = writerOn(() => db.orm.em.fork());
  const dictionaries = createDictionaries();

  await db.orm.em.fork().transactional(async (em) => {
    await dictionaries.people.resolveIds(em, ["u_new"]);
    const waits = writer.write({ ...event(), userId: "u_new" });

    expect(await writer.write({ ...event(), userId: "u_other" })).toEqual({ status: "stored" });
    expect(await waits).toMatchObject({ status: "failed" });
  });
});

test("a deadlock with somebody's transaction is tried again", async () => {
  await using db = await createTestDatabase();
  const writer = writerOn(() => db.orm.em.fork());
  const { people } = createDictionaries();
  const written: Promise<unknown>[] = [];

  const transaction = db.orm.em.fork().transactional(async (em) => {
    await people.resolveIds(em, ["b"]);
    written.push(...["a", "b", "c"].map((userId) => writer.write({ ...event(), userId })));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await people.resolveIds(em, ["a"]);
  });
  // PostgreSQL ends one of the two; the writer does not mind which.
  await Promise.allSettled([transaction]);

  expect(await Promise.all(written)).toEqual(written.map(() => ({ status: "stored" })));
});
