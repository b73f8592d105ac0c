import { User } from "@admin-events/db";
import { expect, test, vi } from "vitest";
import { rowCount, startTestEvents } from "../testing/start-test-events.ts";
import { handlersFor } from "./handlers/handler.ts";
import { loadEvents } from "./load-events.ts";

const on = handlersFor({});

test("an event is stored with its user, metadata and both times", async () => {
  await using system = await startTestEvents();

  const tracked = await system.events.track("post.published", { userId: "u_1", metadata: { words: 120 } });

  const [event] = await loadEvents(system.db.em, [tracked?.id ?? ""]);
  expect(event).toMatchObject({
    name: "post.published",
    user: { id: "u_1", email: null, name: null },
    metadata: { words: 120 },
    sessionId: null,
  });
  expect(event?.occurredAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test("metadata defaults to an empty object, and schema defaults are added", async () => {
  await using system = await startTestEvents();

  const ids = await system.store([{ name: "user.confirmed" }, { name: "user.signed_up" }]);

  const events = await loadEvents(system.db.em, ids);
  expect(events.map(({ metadata }) => metadata)).toEqual([{}, { plan: "free" }]);
});

test("a failure is logged and returns null", async () => {
  await using system = await startTestEvents();

  const rejected = await system.events.track("post.published", { metadata: { words: "many" as never } });

  expect(rejected).toBeNull();
  expect(system.logger.lines).toMatchObject([
    { level: "error", details: { name: "post.published", result: { path: "metadata.words" } } },
  ]);
});

test("an unreachable database does not throw", async () => {
  await using system = await startTestEvents();
  await system.db[Symbol.asyncDispose]();

  expect(await system.events.track("user.confirmed")).toBeNull();
});

test("a second event with the same id is reported as a duplicate and changes nothing", async () => {
  await using system = await startTestEvents();
  const first = await system.events.track("post.published", { metadata: { words: 1 } });

  const second = await system.events.track("post.published", { id: first?.id, metadata: { words: 2 } });

  expect(first?.duplicate).toBe(false);
  expect(second).toMatchObject({ id: first?.id, duplicate: true });
  const [event] = await loadEvents(system.db.em, [first?.id ?? ""]);
  expect(event?.metadata).toEqual({ words: 1 });
});

test("the same id twice in one batch is stored once", async () => {
  await using system = await startTestEvents();
  const id = "019a0000-0000-7000-8000-000000000001";

  const results = await system.ingest([
    { id, name: "user.confirmed" },
    { id, name: "user.confirmed" },
  ]);

  expect(results).toMatchObject([{ duplicate: false }, { duplicate: true }]);
});

test("an alias is stored under its canonical name", async () => {
  await using system = await startTestEvents();

  const ids = await system.store([{ name: "user.joined" }]);

  expect(await loadEvents(system.db.em, ids)).toMatchObject([{ name: "user.signed_up" }]);
});

test("unknown names are stored, or rejected if configured", async () => {
  await using lenient = await startTestEvents();
  await using strict = await startTestEvents({ unknownEvents: "reject" });

  expect(await lenient.ingest([{ name: "cart.emptied" }])).toMatchObject([{ status: "stored" }]);
  expect(await strict.ingest([{ name: "cart.emptied" }])).toMatchObject([
    {
      status: "rejected",
      reason: "name: cart.emptied is not in the catalog; add it, or use a name from the catalog",
    },
  ]);
});

test("an invalid event does not affect the others of its batch", async () => {
  await using system = await startTestEvents();
  const good = Array.from({ length: 99 }, (_, index) => ({ name: "cart.emptied", metadata: { index } }));

  const results = await system.ingest([...good.slice(0, 40), { name: "not a name" }, ...good.slice(40)]);

  expect(results.filter(({ status }) => status === "stored")).toHaveLength(99);
  expect(results[40]).toMatchObject({ status: "rejected", path: "name" });
});

test("an event of a deleted user creates the user again", async () => {
  await using system = await startTestEvents();
  await system.store([{ name: "user.confirmed", userId: "u_1" }]);
  await system.db.em.nativeDelete(User, { externalId: "u_1" });

  const [id = ""] = await system.store([{ name: "user.confirmed", userId: "u_1" }]);

  const [event] = await loadEvents(system.db.em, [id]);
  expect(event?.user?.id).toBe("u_1");
});

test("deleting a user keeps their events without a user", async () => {
  await using system = await startTestEvents();
  const [id = ""] = await system.store([{ name: "user.confirmed", userId: "u_1" }]);

  await system.db.em.nativeDelete(User, { externalId: "u_1" });

  const [event] = await loadEvents(system.db.em, [id]);
  expect(event?.user).toBeNull();
});

test("an event in the caller's transaction exists if and only if the transaction commits", async () => {
  await using system = await startTestEvents();
  const em = system.db.em.fork();

  const failing = em.transactional(async (em) => {
    em.persist(em.create(User, { externalId: "u_1", traits: {}, createdAt: new Date() }));
    await em.flush();
    await system.events.track(em, "user.signed_up", { userId: "u_1" });
    throw new Error("The payment was declined.");
  });

  await expect(failing).rejects.toThrow("The payment was declined.");
  await system.inbox.drain();
  expect([await rowCount(system.db, "users"), await rowCount(system.db, "events")]).toEqual([0, 0]);

  await em.transactional(async (em) => {
    em.persist(em.create(User, { externalId: "u_1", traits: {}, createdAt: new Date() }));
    await em.flush();
    await system.events.track(em, "user.signed_up", { userId: "u_1" });
  });
  await system.inbox.drain();

  expect([await rowCount(system.db, "users"), await rowCount(system.db, "events")]).toEqual([1, 1]);
});

test("an error in the caller's transaction is thrown", async () => {
  await using system = await startTestEvents();

  const tracking = system.db.em.transactional((em) =>
    system.events.track(em, "post.published", { metadata: { words: "many" as never } }),
  );

  await expect(tracking).rejects.toThrow(/^metadata.words: /);
});

test("tracking with an entity manager without a transaction throws", async () => {
  await using system = await startTestEvents();

  await expect(system.events.track(system.db.em, "user.confirmed")).rejects.toThrow(
    /needs an open transaction/,
  );
});

test("handlers and subscribers get an event after its commit, and none of a rollback", async () => {
  const handled: string[] = [];
  await using system = await startTestEvents({
    handlers: [on("*", (event) => void handled.push(event.name), { name: "remember" })],
  });
  const received: string[] = [];
  system.events.subscribe((event) => received.push(event.name));

  await system.db.em.transactional(async (em) => {
    await system.events.track(em, "user.signed_up");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([handled, received]).toEqual([[], []]);
  });
  await system.db.em
    .transactional(async (em) => {
      await system.events.track(em, "user.confirmed");
      throw new Error("no");
    })
    .catch(() => undefined);

  await system.events.track("post.liked");

  await vi.waitFor(() =>
    expect([handled.toSorted(), received.toSorted()]).toEqual([
      ["post.liked", "user.signed_up"],
      ["post.liked", "user.signed_up"],
    ]),
  );
});

test("a savepoint that rolls back discards its event even if the outer transaction commits", async () => {
  const handled: string[] = [];
  await using system = await startTestEvents({
    handlers: [on("*", (event) => void handled.push(event.name), { name: "remember" })],
  });

  await system.db.em.transactional(async (outer) => {
    await outer
      .transactional(async (inner) => {
        await system.events.track(inner, "user.confirmed");
        throw new Error("no");
      })
      .catch(() => undefined);
    await outer.transactional((inner) => system.events.track(inner, "user.signed_up"));
  });

  await vi.waitFor(() => expect(handled).toEqual(["user.signed_up"]));
  expect(await rowCount(system.db, "events")).toBe(1);
});
