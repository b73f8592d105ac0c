import { connect, migrate, JOB_TABLES_VERSION } from "@admin-events/db";
import type { TestDatabase } from "@admin-events/db/testing";
import { createTestDatabase } from "@admin-events/db/testing";
import { Client } from "pg";
import { PgBoss } from "pg-boss";
import { expect, test, vi } from "vitest";
import type { Handler } from "./handler.ts";
import { handlersFor } from "./handler.ts";
import { startJobQueue } from "../../background/index.ts";
import { identify } from "../../users/index.ts";
import type { StoredEvent } from "../event.ts";
import { startEvents } from "../start-events.ts";
import { getJobChannel } from "./handler-jobs.sql.ts";
import { forgetHandler, handlerStatus, retryHandler } from "./handler-status.ts";
import { blog, startTestEvents } from "../../testing/start-test-events.ts";

const on = handlersFor(blog);

function openJobs({ em }: TestDatabase) {
  return em.fork().execute<Record<string, unknown>[]>(`
    select job.*, jsonb_array_length(data -> 'ids') as events from admin_events_jobs.job
    where name like 'handlers/%' and state in ('created', 'retry', 'active') order by created_on, id`);
}

function run({ em }: TestDatabase, statement: string) {
  return em.fork().execute(statement);
}

test("handlers start in the order of their registration, with the whole event, and none waits for another", async () => {
  const order: string[] = [];
  await using system = await startTestEvents({
    handlers: [
      on(
        "post.published",
        async (event) => {
          order.push(`first ${event.metadata.words.toFixed()}`);
          await new Promise((resolve) => setTimeout(resolve, 30));
          order.push("first has ended");
        },
        { name: "first" },
      ),
      on("post.*", (event) => void order.push(`second ${event.user?.id}`), { name: "second" }),
      on("user.confirmed", () => void order.push("third"), { name: "third" }),
    ],
  });

  await system.events.track("post.published", { userId: "u_1", metadata: { words: 12 } });

  await vi.waitFor(() => expect(order).toEqual(["first 12", "second u_1", "first has ended"]));
});

test("a handler that throws or hangs neither loses the event nor stops the next", async () => {
  const reached: string[] = [];
  await using system = await startTestEvents({
    handlers: [
      on(
        "*",
        () => {
          throw new Error("broken");
        },
        { name: "throws" },
      ),
      on("*", () => new Promise(() => undefined), { name: "hangs", timeout: 50 }),
      on("*", () => void reached.push("next"), { name: "next" }),
    ],
  });

  const tracked = await system.events.track("user.confirmed");

  await vi.waitFor(() => expect(reached).toEqual(["next"]));
  expect(tracked?.duplicate).toBe(false);
  await vi.waitFor(() =>
    expect(system.logger.lines.map(({ details }) => details)).toMatchObject([
      { handler: "throws", error: { message: "broken" } },
      { handler: "hangs", error: { message: 'The handler "hangs" took longer than 50 ms.' } },
    ]),
  );
});

test("sixty events in a handler that hangs delay no other handler of the process", async () => {
  const reached: string[] = [];
  const hanging = Promise.withResolvers<void>();
  await using system = await startTestEvents({
    handlers: [
      on("*", () => hanging.promise, { name: "hangs", timeout: 60_000 }),
      on("*", (event) => void reached.push(event.id), { name: "good" }),
    ],
  });

  const ids = await system.store(Array.from({ length: 60 }, () => ({ name: "user.confirmed" })));

  await vi.waitFor(() => expect(reached.toSorted()).toEqual(ids.toSorted()));
  hanging.resolve();
});

test("a handler runs for a limited number of events at once, and for all of them in the end", async () => {
  let running = 0;
  let most = 0;
  let done = 0;
  await using system = await startTestEvents({
    handlers: [
      on(
        "*",
        async () => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setTimeout(resolve, 1));
          running--;
          done++;
        },
        { name: "counts" },
      ),
    ],
  });

  await system.store(Array.from({ length: 700 }, () => ({ name: "user.confirmed" })));

  await vi.waitFor(() => expect(done).toBe(700));
  expect(most).toBeLessThanOrEqual(20);
});

test.for([0, -1, Infinity, Number.NaN])("a handler cannot have a timeout of %s ms", (timeout) => {
  expect(() => on("*", () => undefined, { name: "wrong", timeout })).toThrow(
    'The handler "wrong" needs a timeout from 1 to 3,600,000 milliseconds.',
  );
});

test("a duplicate is not handled again", async () => {
  const handled: string[] = [];
  await using system = await startTestEvents({
    handlers: [on("*", (event) => void handled.push(event.id), { name: "remember" })],
  });
  const tracked = await system.events.track("user.confirmed");

  await system.events.track("user.confirmed", { id: tracked?.id });
  const last = await system.events.track("user.confirmed");

  await vi.waitFor(() => expect(handled.toSorted()).toEqual([tracked?.id, last?.id].toSorted()));
});

test("a durable handler runs whichever process stored the event", async () => {
  const handled: string[] = [];
  const durable = on("user.*", (event) => void handled.push(event.name), { name: "durable", durable: true });
  await using worker = await startTestEvents({ handlers: [durable] });
  await using other = await startTestEvents({ db: worker.db });

  await other.events.track("user.confirmed");
  await other.db.em.fork().transactional((em) => other.events.track(em, "user.signed_up"));
  await other.events.track("post.liked");

  await vi.waitFor(async () => {
    expect(handled.toSorted()).toEqual(["user.confirmed", "user.signed_up"]);
    expect(await openJobs(worker.db)).toEqual([]);
    expect(await handlerStatus(worker.db.em)).toMatchObject([{ name: "durable", pending: 0, succeeded: 2 }]);
  });
});

test("a durable handler skips what anybody may have sent, unless it asks; others see it and are told", async () => {
  const seen: string[] = [];
  const see = (handler: string) => (event: Pick<StoredEvent, "id" | "isUnverified">) =>
    void seen.push(`${handler} ${event.id} ${event.isUnverified ? "unverified" : "verified"}`);
  await using system = await startTestEvents({
    handlers: [
      on("user.confirmed", see("durable"), { name: "durable", durable: true }),
      on("user.confirmed", see("asks"), { name: "asks", durable: true, unverified: true }),
      on("user.confirmed", see("volatile"), { name: "volatile" }),
    ],
  });

  const [claimed, proven] = await system.store([
    { name: "user.confirmed", userId: "u_1", isUnverified: true },
    { name: "user.confirmed", userId: "u_1" },
  ]);

  await vi.waitFor(async () => {
    expect(seen.toSorted()).toEqual(
      [
        `durable ${proven} verified`,
        `asks ${claimed} unverified`,
        `asks ${proven} verified`,
        `volatile ${claimed} unverified`,
        `volatile ${proven} verified`,
      ].toSorted(),
    );
    expect(await openJobs(system.db)).toEqual([]);
  });
  expect(await handlerStatus(system.db.em)).toMatchObject([
    { name: "asks", pending: 0, deadLetters: 0, succeeded: 2 },
    { name: "durable", pending: 0, deadLetters: 0, succeeded: 1 },
  ]);
});

test("a claimed email address keeps no event of a server from a durable handler, and does not reach it", async () => {
  const people: StoredEvent["user"][] = [];
  const asking: StoredEvent["user"][] = [];
  await using system = await startTestEvents({
    handlers: [
      on("*", ({ user }) => void people.push(user), { name: "careful", durable: true }),
      on("*", ({ user }) => void asking.push(user), { name: "asks", durable: true, unverified: true }),
    ],
  });
  const claim = (isVerified: boolean) =>
    identify(system.fork(), {
      userId: "u_1",
      anonymousId: null,
      traits: { email: isVerified ? "ann@example.com" : "eve@evil.example", name: "Ann" },
      at: new Date(),
      isVerified,
    });
  const withEmail = (email: string | null, isVerified: boolean) => ({
    id: "u_1",
    email,
    name: email && "Ann",
    isVerified,
  });

  await claim(false);
  await system.events.track("user.confirmed", { userId: "u_1" });
  await vi.waitFor(() => expect([people.length, asking.length]).toEqual([1, 1]));
  await claim(true);
  await system.events.track("user.confirmed", { userId: "u_1" });
  await vi.waitFor(() => expect([people.length, asking.length]).toEqual([2, 2]));

  expect(people).toEqual([withEmail(null, false), withEmail("ann@example.com", true)]);
  expect(asking).toEqual([withEmail("eve@evil.example", false), withEmail("ann@example.com", true)]);
});

test("a process that knows of no handler, or of others, creates jobs as soon as one is registered", async () => {
  const handled: string[] = [];
  const durable = (pattern: "user.confirmed" | "post.*", name: string) =>
    on(pattern, (event) => void handled.push(`${name} ${event.name}`), { name, durable: true });
  await using storing = await startTestEvents();
  await storing.events.track("user.confirmed");

  await using users = await startTestEvents({ db: storing.db, handlers: [durable("user.confirmed", "a")] });
  await storing.events.track("user.confirmed");
  await storing.events.track("post.liked");
  await using posts = await startTestEvents({ db: storing.db, handlers: [durable("post.*", "b")] });
  await storing.db.em.fork().transactional((em) => storing.events.track(em, "post.liked"));

  await vi.waitFor(() => expect(handled.toSorted()).toEqual(["a user.confirmed", "b post.liked"]));
  expect([...users.logger.lines, ...posts.logger.lines]).toEqual([]);
});

test("a transaction that rolls back leaves no job", async () => {
  const mail = on("*", () => undefined, { name: "mail", durable: true });
  await using system = await startTestEvents({ handlers: [mail] });

  const failing = system.db.em.fork().transactional(async (em) => {
    await system.events.track(em, "user.confirmed");
    throw new Error("changed my mind");
  });

  await expect(failing).rejects.toThrow("changed my mind");
  expect(await run(system.db, "select id from admin_events_jobs.job where name like 'handlers/%'")).toEqual(
    [],
  );
});

test("events of one flush share a job per handler and 100 events, and a job for one event has its id", async () => {
  const hang = () => new Promise<void>(() => undefined);
  await using system = await startTestEvents({
    handlers: [
      on("user.*", hang, { name: "some", durable: true, timeout: 300 }),
      on("*", hang, { name: "all", durable: true, timeout: 300 }),
    ],
  });
  const events = Array.from({ length: 250 }, (_, index) => ({
    name: index === 0 ? "user.confirmed" : "post.liked",
  }));

  const [first] = await system.store(events);

  const jobs = await openJobs(system.db);
  const sizes = jobs.filter(({ name }) => name === "handlers/all").map(({ events }) => Number(events));
  expect(sizes.toSorted((a, b) => b - a)).toEqual([100, 100, 50]);
  expect(jobs.filter(({ name }) => name === "handlers/some")).toMatchObject([{ id: first, events: 1 }]);
});

test("jobs take over the settings of their queue, and pg-boss's tables are of the version this SQL knows", async () => {
  await using system = await startTestEvents({
    handlers: [
      on("user.*", () => new Promise(() => undefined), { name: "mail", durable: true, timeout: 2_000 }),
    ],
  });
  await using stack = new AsyncDisposableStack();
  const boss = new PgBoss({
    connectionString: system.db.url,
    schema: '"admin_events_jobs"',
    migrate: false,
    supervise: false,
    schedule: false,
  });
  stack.defer(() => boss.stop());
  await boss.start();

  expect(await boss.schemaVersion()).toBe(JOB_TABLES_VERSION);
  expect(await boss.detectSchemaDrift()).toMatchObject({ ok: true });
  // Their own insert is the reference.
  await boss.send("handlers/mail", { ids: [] }, { startAfter: 3_600 });
  await system.events.track("user.confirmed");

  const [ours, theirs] = await run(
    system.db,
    `select policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, deletion_seconds, dead_letter,
       heartbeat_seconds, keep_until - start_after as kept_for, priority, blocked, singleton_key, singleton_on
     from admin_events_jobs.job where name = 'handlers/mail' order by start_after`,
  );
  expect(ours).toEqual(theirs);
  expect(ours).toMatchObject({
    retry_limit: 11,
    retry_backoff: true,
    heartbeat_seconds: 10,
    dead_letter: "dead-letters/mail",
  });
});

test.each(["admin_events", "analytics-2"])(
  "jobs wake workers on pg-boss's channel, in the schema %s",
  async (schema) => {
    await using db = await createTestDatabase();
    await migrate(db.url, { schema });
    await using stack = new AsyncDisposableStack();
    const orm = await connect({ url: db.url, schema });
    stack.defer(() => orm.close());
    const listener = new Client({ connectionString: db.url });
    stack.defer(() => listener.end());
    await listener.connect();
    const received: string[] = [];
    listener.on("notification", ({ payload }) => void received.push(payload ?? ""));
    await listener.query(`listen ${getJobChannel(orm.em)}`);
    const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
    await using jobs = await startJobQueue({ url: db.url, schema, logger });
    const handlers = [on("*", () => undefined, { name: "mail", durable: true })];
    await using runtime = await startEvents({ orm, url: db.url, jobs, catalog: blog, logger, handlers });

    await jobs.boss.send("handlers/mail", { ids: [] });
    await vi.waitFor(() => expect(received).toEqual(["handlers/mail"]));
    await runtime.events.track("user.confirmed");
    await vi.waitFor(() => expect(received).toEqual(["handlers/mail", "handlers/mail"]));
  },
);

test("a handler that hangs delays no other handler", async () => {
  const handled: string[] = [];
  const hanging = Promise.withResolvers<void>();
  await using system = await startTestEvents({
    handlers: [
      on("*", () => hanging.promise, { name: "hangs", durable: true, timeout: 60_000 }),
      on("*", (event) => void handled.push(event.id), { name: "good", durable: true }),
    ],
  });

  await system.store(Array.from({ length: 30 }, () => ({ name: "user.confirmed" })));

  await vi.waitFor(() => expect(handled).toHaveLength(30));
  hanging.resolve();
});

test("a durable handler that fails is tried again, and its lag and error are visible", async () => {
  let attempts = 0;
  const failingOnce = on(
    "*",
    () => {
      if (++attempts === 1) throw new Error("mail server away");
    },
    { name: "mail", durable: true },
  );
  await using system = await startTestEvents({ handlers: [failingOnce] });

  await system.events.track("user.confirmed");
  await vi.waitFor(async () => {
    const [status] = await handlerStatus(system.db.em);
    expect(status).toMatchObject({ name: "mail", pattern: "*", pending: 1, failing: 1, deadLetters: 0 });
    expect(status?.lastError).toBe("mail server away");
    expect(status?.oldestPendingSeconds).toBeGreaterThan(0);
  });
  expect(await retryHandler(system.db.em, "mail")).toBe(1);

  await vi.waitFor(async () => expect(await openJobs(system.db)).toEqual([]));
  expect(attempts).toBe(2);
});

test("events of a job that fail go on alone with a growing delay, and the others are done", async () => {
  const handled = new Set<string>();
  await using system = await startTestEvents({
    handlers: [
      on(
        "*",
        ({ id, name }) => {
          if (name === "post.liked") throw new Error("no likes today");
          handled.add(id);
        },
        { name: "mail", durable: true },
      ),
    ],
  });

  const ids = await system.store([
    ...Array.from({ length: 40 }, () => ({ name: "user.confirmed" })),
    { name: "post.liked" },
    { name: "post.liked" },
  ]);

  await vi.waitFor(async () => {
    expect(await openJobs(system.db)).toMatchObject(
      ids.slice(40).map((id) => ({ id, state: "retry", retry_count: 0, data: { ids: [id] } })),
    );
  });
  expect(handled).toEqual(new Set(ids.slice(0, 40)));
  expect(await handlerStatus(system.db.em)).toMatchObject([{ pending: 2, failing: 2, succeeded: 40 }]);
  const [first] = await delays();
  expect(first).toBeGreaterThan(4);
  expect(first).toBeLessThanOrEqual(10);

  await run(system.db, "update admin_events_jobs.job set start_after = now() where state = 'retry'");
  await vi.waitFor(async () => {
    expect(await openJobs(system.db)).toMatchObject([{ retry_count: 1 }, { retry_count: 1 }]);
    const [second] = await delays();
    expect(second).toBeGreaterThan(8);
  });

  function delays() {
    return run(
      system.db,
      "select extract(epoch from start_after - now())::float8 as delay from admin_events_jobs.job where state = 'retry'",
    ).then((rows) => (rows as { delay: number }[]).map(({ delay }) => delay));
  }
});

test("an event that was deleted meanwhile is skipped", async () => {
  const handled: string[] = [];
  const handler = on("*", (event) => void handled.push(event.name), { name: "mail", durable: true });
  await using first = await startTestEvents({ handlers: [handler] });
  await first.db.em.fork().transactional(async (em) => {
    await first.record(em, [{ name: "user.confirmed" }, { name: "post.liked" }]);
    await em.execute(
      "delete from admin_events.events where name_id = (select id from admin_events.event_names where name = 'user.confirmed')",
    );
  });

  await vi.waitFor(async () => {
    expect(handled).toEqual(["post.liked"]);
    expect(await openJobs(first.db)).toEqual([]);
  });
  expect(await handlerStatus(first.db.em)).toMatchObject([{ pending: 0, succeeded: 1 }]);
});

test("a job whose worker crashed is done by the next one", async () => {
  const handled: string[] = [];
  const handler = (handle: Handler["handle"]) => ({
    ...on("*", () => undefined, { name: "mail", durable: true, timeout: 3_000 }),
    handle,
  });
  await using crashed = await startTestEvents({ handlers: [handler(() => new Promise(() => undefined))] });
  await crashed.events.track("user.confirmed");
  await vi.waitFor(async () => expect(await openJobs(crashed.db)).toMatchObject([{ state: "active" }]));

  // As supervision does when heartbeats stop.
  await run(
    crashed.db,
    "update admin_events_jobs.job set state = 'retry', start_after = now(), heartbeat_on = null",
  );
  await using next = await startTestEvents({
    db: crashed.db,
    handlers: [handler((event) => void handled.push(event.name))],
  });

  await vi.waitFor(() => expect(handled).toEqual(["user.confirmed"]));
  expect(next.logger.lines).toEqual([]);
});

test("a process that stops finishes the events being handled and leaves the others to the next process", async () => {
  const handled: string[] = [];
  const release = Promise.withResolvers<void>();
  const slow = on(
    "*",
    async ({ id }) => {
      await release.promise;
      handled.push(id);
    },
    { name: "slow", durable: true },
  );
  await using stopping = await startTestEvents({ handlers: [slow] });
  const ids = await stopping.store(Array.from({ length: 30 }, () => ({ name: "user.confirmed" })));
  await vi.waitFor(async () => expect(await openJobs(stopping.db)).toMatchObject([{ state: "active" }]));

  const stopped = stopping.stop();
  release.resolve();
  await stopped;

  expect(handled.length).toBeLessThan(30);
  expect(await openJobs(stopping.db)).toMatchObject([{ state: "created", events: 30 - handled.length }]);

  await using next = await startTestEvents({ db: stopping.db, handlers: [slow] });
  await vi.waitFor(() => expect(handled).toHaveLength(30));
  expect(handled.toSorted()).toEqual(ids.toSorted());
  expect(next.logger.lines).toEqual([]);
});

test("after the twelfth failure an event is a dead letter until somebody retries it", async () => {
  let isBroken = true;
  const handled: string[] = [];
  const failing = on(
    "*",
    ({ id }) => {
      if (isBroken) throw new Error("no");
      handled.push(id);
    },
    { name: "mail", durable: true },
  );
  await using system = await startTestEvents({ handlers: [failing] });
  const tracked = await system.events.track("user.confirmed");
  await vi.waitFor(async () => expect(await handlerStatus(system.db.em)).toMatchObject([{ failing: 1 }]));

  await run(
    system.db,
    "update admin_events_jobs.job set retry_count = 10, start_after = now() where state = 'retry'",
  );
  await vi.waitFor(async () =>
    expect(await handlerStatus(system.db.em)).toMatchObject([
      { deadLetters: 1, pending: 0, failing: 0, lastError: "no" },
    ]),
  );

  isBroken = false;
  expect(await retryHandler(system.db.em, "mail")).toBe(1);
  await vi.waitFor(async () =>
    expect(await handlerStatus(system.db.em)).toMatchObject([
      { deadLetters: 0, pending: 0, lastError: null },
    ]),
  );
  expect(handled).toEqual([tracked?.id]);
});

test("a forgotten handler leaves neither queue nor jobs, and events are stored on", async () => {
  const broken = on("*", () => Promise.reject(new Error("no")), { name: "mail", durable: true });
  await using system = await startTestEvents({ handlers: [broken] });
  await system.events.track("user.confirmed");
  await vi.waitFor(async () => expect(await handlerStatus(system.db.em)).toMatchObject([{ failing: 1 }]));

  expect(await forgetHandler(system.db.em.fork(), "mail")).toBe(1);
  expect(await forgetHandler(system.db.em.fork(), "mail")).toBeNull();

  expect(await system.events.track("user.confirmed")).not.toBeNull();
  expect(await openJobs(system.db)).toEqual([]);
  expect(await run(system.db, "select name from admin_events_jobs.queue where name like '%mail%'")).toEqual(
    [],
  );
});

test("a durable handler needs a name that can name a queue", () => {
  expect(() => on("*", () => undefined, { name: "send mail", durable: true })).toThrow(
    'The durable handler "send mail" needs a name of at most 200 letters, digits, "_", "-" and ".".',
  );
});

test("two handlers cannot share a name", async () => {
  const twin = () => on("*", () => undefined, { name: "twin" });

  await expect(startTestEvents({ handlers: [twin(), twin()] })).rejects.toThrow(
    'Two handlers are named "twin"',
  );
});
