import { openClient } from "@admin-events/db/connections";
import { createTestDatabase } from "@admin-events/db/testing";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { listActivities } from "../../activity/index.ts";
import type { TestEvents } from "../../testing/start-test-events.ts";
import { rowCount, startTestEvents } from "../../testing/start-test-events.ts";
import { handlersFor } from "../handlers/handler.ts";
import { handlerStatus } from "../handlers/handler-status.ts";
import { loadEvents } from "../load-events.ts";
import { getInboxStatus } from "./inbox-status.sql.ts";
import {
  discardRejectedEvents,
  listRejectedEvents,
  pruneRejectedEvents,
  retryRejectedEvents,
} from "./rejected-events.sql.ts";

const on = handlersFor({});

async function trackInSql(
  { db }: Pick<TestEvents, "db">,
  name: string,
  options: object = {},
): Promise<string> {
  const [row] = await db.em
    .fork()
    .execute<{ id: string }[]>("select admin_events.track(?, ?::jsonb) as id", [
      name,
      JSON.stringify(options),
    ]);

  return row?.id ?? "";
}

test("an event of SQL is stored after the commit by the rules of the catalog, and announced", async () => {
  const handled: string[] = [];
  await using system = await startTestEvents({
    handlers: [
      on("*", (event) => void handled.push(`once ${event.id}`), { name: "once" }),
      on("*", (event) => void handled.push(`durable ${event.id}`), { name: "durable", durable: true }),
    ],
  });
  const received: string[] = [];
  system.events.subscribe((event) => received.push(event.id));
  const before = Date.now();

  const id = await trackInSql(system, "user.joined", {
    userId: "u_1",
    sessionId: "s_1",
    metadata: { source: "sql" },
  });

  await vi.waitFor(() => {
    expect(handled.toSorted()).toEqual([`durable ${id}`, `once ${id}`]);
    expect(received).toEqual([id]);
  });
  const [event] = await loadEvents(system.db.em, [id]);
  expect(event).toMatchObject({
    name: "user.signed_up",
    user: { id: "u_1" },
    sessionId: "s_1",
    metadata: { plan: "free", source: "sql" },
    isUnverified: false,
  });
  expect(Date.parse(event?.occurredAt ?? "")).toBeGreaterThanOrEqual(before - 1);
  expect(await rowCount(system.db, "inbox")).toBe(0);
});

test("log_activity of SQL is an entry of the activity log", async () => {
  await using system = await startTestEvents();
  const entry = {
    actor: "u_1",
    actorRole: "admin",
    resource: { type: "invoice", id: 7 },
    target: "u_2",
    module: "billing",
    metadata: { amount: 3 },
    timestamp: "2026-03-03T10:00:00Z",
  };

  await system.db.em.execute("select admin_events.log_activity('invoice.line.paid', ?::jsonb)", [
    JSON.stringify(entry),
  ]);
  await system.db.em.execute("select admin_events.log_activity('post.edited')");
  await system.inbox.drain();

  const { items } = await listActivities(system.context);
  expect(items.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toMatchObject([
    {
      name: "invoice.line.paid",
      user: { id: "u_1" },
      actorRole: "admin",
      resourceType: "invoice",
      resourceId: "7",
      targetId: "u_2",
      module: "billing",
      mode: "manual",
      metadata: { amount: 3 },
      changedFields: [],
      occurredAt: "2026-03-03T10:00:00.000Z",
    },
    { name: "post.edited", user: null, resourceType: "post", resourceId: null, mode: "manual" },
  ]);
});

test("a row that no notification announces is stored, too", async () => {
  await using system = await startTestEvents();

  await system.db.em.execute(
    `insert into admin_events.inbox (id, name, options) values ('019a0000-0000-7000-8000-000000000001', 'user.confirmed', '{}')`,
  );

  await vi.waitFor(async () => expect(await rowCount(system.db, "events")).toBe(1));
});

test("a rejected event keeps its reason and no secret, and is stored once the catalog takes it", async () => {
  await using db = await createTestDatabase();
  const id = await trackInSql({ db }, "cart.emptied", {
    userId: "u_1",
    metadata: { headers: ["cookie", "sid=1"], items: 3 },
  });
  const wrong = await trackInSql({ db }, "post.published", { metadata: { words: "many" } });
  {
    await using strict = await startTestEvents({ db, unknownEvents: "reject" });
    await strict.inbox.drain();

    expect(await getInboxStatus(db.em)).toEqual({ waiting: 0, oldestWaitingSeconds: 0, rejected: 2 });
    expect(
      (await listRejectedEvents(db.em)).map(({ name, total, problem }) => [name, total, problem]),
    ).toEqual([
      ["post.published", 1, "metadata.words: must be a number, not a string"],
      ["cart.emptied", 1, "name: cart.emptied is not in the catalog; add it, or use a name from the catalog"],
    ]);
    expect(JSON.stringify(await db.em.execute("select options from admin_events.inbox"))).not.toContain(
      "sid=1",
    );
  }

  await using lenient = await startTestEvents({ db });
  expect(await retryRejectedEvents(db.em, { name: "cart.emptied" })).toBe(1);
  await vi.waitFor(async () =>
    expect(await loadEvents(db.em, [id, wrong])).toMatchObject([
      { id, user: { id: "u_1" }, metadata: { items: 3 } },
    ]),
  );
  expect(lenient.logger.lines).toEqual([]);

  expect(await pruneRejectedEvents(db.em, new Date(Date.now() + 29 * 86_400_000))).toBe(0);
  expect(await discardRejectedEvents(db.em, { name: "post.published" })).toBe(1);
  expect(await rowCount(db, "inbox")).toBe(0);
});

test("an event that PostgreSQL refuses, or that waits for a lock, delays no other", async () => {
  await using db = await createTestDatabase({ limitWaits: true });
  await using other = await openClient(db.url, { applicationName: "other" });
  await other.query(
    "alter table admin_events.events add constraint no_poison check (module <> 'poison') not valid",
  );
  await other.query("insert into admin_events.users (external_id) values ('locked')");
  await other.query(`create function admin_events.refuse() returns trigger language plpgsql as $$
    begin
      if new.module = 'poison' then raise exception 'no' using errcode = '22000'; end if;
      return new;
    end $$;
    create trigger refuse before insert on admin_events.events for each row execute function admin_events.refuse()`);
  for (let index = 0; index < 40; index++)
    await trackInSql(
      { db },
      "post.liked",
      index === 17 ? { module: "poison" } : { userId: index === 30 ? "locked" : "u_1" },
    );
  await other.query("begin");
  await other.query("select from admin_events.users where external_id = 'locked' for update");

  await using system = await startTestEvents({ db });
  await vi.waitFor(async () => {
    expect(await rowCount(db, "events")).toBe(38);
    expect(await getInboxStatus(db.em)).toMatchObject({ waiting: 1, rejected: 1 });
  });
  await other.query("rollback");

  await vi.waitFor(async () => expect(await rowCount(db, "events")).toBe(39));
  expect(system.logger.lines).toMatchObject([
    { level: "warn", details: { name: "post.liked", code: "22000" } },
  ]);
});

test("two processes share the inbox, and handlers run in the process that tracked", async () => {
  const handled: string[] = [];
  await using one = await startTestEvents({
    handlers: [on("*", (event) => void handled.push(event.id), { name: "remember" })],
  });
  await using _other = await startTestEvents({
    db: one.db,
    handlers: [on("*", () => void handled.push("in another process"), { name: "remember" })],
  });
  const ids: string[] = [];

  await Promise.all(
    Array.from({ length: 30 }, () =>
      one.db.orm.em.fork().transactional(async (em) => {
        ids.push((await one.events.track(em, "user.confirmed", { userId: "u_1" })).id);
      }),
    ),
  );

  await vi.waitFor(() => expect(handled.toSorted()).toEqual(ids.toSorted()));
  expect(await rowCount(one.db, "events")).toBe(30);
});

test("transactions of TypeScript that bring the same new people and names in opposite orders both commit", async () => {
  await using system = await startTestEvents();
  const met = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;

  const run = (own: 0 | 1, order: readonly string[]) =>
    system.db.orm.em.fork().transactional(async (em) => {
      for (const [index, person] of order.entries()) {
        await system.events.track(em, `order.of_${person}` as "user.confirmed", { userId: person });
        await system.activity.log(em, { action: `cart.of_${person}`, actor: person });
        if (index > 0) continue;
        met[own].resolve();
        await met[own === 0 ? 1 : 0].promise;
      }
    });
  await Promise.all([run(0, ["ann", "bob"]), run(1, ["bob", "ann"])]);

  await system.inbox.drain();
  expect(await rowCount(system.db, "events")).toBe(8);
});

test("the same id is one event, whichever way it is tracked", async () => {
  await using system = await startTestEvents();
  const id = "019a0000-0000-7000-8000-000000000001";

  await trackInSql(system, "user.confirmed", { id });
  await trackInSql(system, "user.confirmed", { id: id.toUpperCase() });
  await system.db.em.fork().transactional((em) => system.events.track(em, "user.confirmed", { id }));
  await system.inbox.drain();
  const again = await system.db.em
    .fork()
    .transactional((em) => system.events.track(em, "user.confirmed", { id }));

  expect(again).toMatchObject({ id, duplicate: true });
  expect(await rowCount(system.db, "events")).toBe(1);
});

test("a process that is killed while it stores loses no event and stores none twice", async () => {
  const count = 4_000;
  await using db = await createTestDatabase();
  await using client = await openClient(db.url, { applicationName: "app" });
  await client.query(`insert into admin_events.handlers (name, pattern) values ('mail', '*')`);
  await client.query(`select admin_events_jobs.create_queue('handlers/mail', '{"policy": "standard"}')`);
  await client.query(
    `select admin_events.track('order.placed', jsonb_build_object('userId', 'u_' || n % 50)) from generate_series(1, $1::int) as n`,
    [count],
  );

  for (const delay of [0, 30, 80]) {
    const child = spawn(process.execPath, [join(import.meta.dirname, "fixtures/store-inbox.ts"), db.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    await sleep(delay);
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;
  }
  await using system = await startTestEvents({ db });
  await system.inbox.drain();

  await vi.waitFor(async () => expect(await rowCount(db, "inbox")).toBe(0));
  expect(await rowCount(db, "events")).toBe(count);
  const [jobs] = await db.em.execute<{ events: number }[]>(
    "select sum(jsonb_array_length(data -> 'ids'))::int as events from admin_events_jobs.job where name = 'handlers/mail'",
  );
  expect(jobs?.events).toBe(count);
  expect(await handlerStatus(db.em)).toMatchObject([{ name: "mail", pending: count }]);
});

test("numbers that JavaScript cannot hold, and keys with escapes, arrive as they do over HTTP", async () => {
  await using system = await startTestEvents();
  const [row] = await system.db.em.execute<{ id: string }[]>(
    `select admin_events.track('cart.counted', '{"metadata": {"big": 9007199254740993, "c\\u00e9": 1, "text": "a\\"b"}}') as id`,
  );
  await system.inbox.drain();

  const [event] = await loadEvents(system.db.em, [row?.id ?? ""]);
  expect(event?.metadata).toEqual({ big: "9007199254740993", cé: 1, text: 'a"b' });
});
