import { connect, migrate } from "@admin-events/db";
import { openClient } from "@admin-events/db/connections";
import { createTestDatabase } from "@admin-events/db/testing";
import { createTestCluster } from "@admin-events/db/testing/cluster";
import { expect, test, vi } from "vitest";
import { listLatest } from "../../analytics/index.ts";
import { startTestEvents } from "../../testing/start-test-events.ts";
import type { TestEvents } from "../../testing/start-test-events.ts";
import type { FeedCursor } from "./feed-cursor.ts";
import { startFeed } from "./feed.ts";
import { isAfter, parseCursor } from "./feed-cursor.ts";
import { getFeedDelay } from "./open-writes.sql.ts";
import { loadEvents } from "../load-events.ts";
import type { SubscriptionMessage, SubscriptionOptions } from "./subscription.ts";
import { subscribeToFeed } from "./subscription.ts";

function collect(system: TestEvents, options: Omit<SubscriptionOptions, "signal"> = {}) {
  const aborting = new AbortController();
  const messages: SubscriptionMessage[] = [];
  const subscription = subscribeToFeed(system.feed, () => system.rules.catalog, {
    ...options,
    signal: aborting.signal,
  });
  const ended = (async () => {
    for await (const message of subscription) messages.push(message);
  })();

  return {
    messages,
    ids: () =>
      messages.flatMap((message) =>
        message.type === "events" ? message.events.map(({ event }) => event.id) : [],
      ),
    cursor: () => messages.at(-1)?.cursor ?? null,
    async stop() {
      aborting.abort();
      await ended;
    },
  };
}

test("twelve concurrent writers lose no event and deliver none twice, while another database writes", async () => {
  await using system = await startTestEvents();
  await using other = await createTestDatabase();
  await using writer = await openClient(other.url, { applicationName: "pg_restore" });
  await writer.query("begin; insert into admin_events.event_names (name) values ('user.waited')");
  const subscriber = collect(system);
  const sent: string[] = [];

  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (let round = 0; round < 15; round++) {
        await system.db.orm.em.fork().transactional(async (em) => {
          sent.push((await system.events.track(em, "user.confirmed")).id);
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
        });
      }
    }),
  );

  const [last = ""] = await system.store([{ name: "user.confirmed" }]);
  await vi.waitFor(() => expect(subscriber.ids()).toContain(last));
  expect(subscriber.ids().toSorted()).toEqual([...sent, last].toSorted());
  await subscriber.stop();
});

test("an event reaches a subscriber of another process", async () => {
  await using one = await startTestEvents();
  await using other = await startTestEvents({ db: one.db });
  const subscriber = collect(other);

  const tracked = await one.events.track("user.confirmed");

  await vi.waitFor(() => expect(subscriber.ids()).toEqual([tracked?.id]));
  await subscriber.stop();
});

test("a subscriber that resumes gets missed events, then new ones, each once", async () => {
  await using system = await startTestEvents();
  const before = collect(system);
  const [first] = await system.store([{ name: "user.confirmed" }]);
  await vi.waitFor(() => expect(before.ids()).toEqual([first]));
  const cursor = before.cursor();
  await before.stop();
  const missed = await system.store(Array.from({ length: 700 }, () => ({ name: "user.confirmed" })));

  const resumed = collect(system, { after: cursor });
  const arriving = await system.store([{ name: "user.confirmed" }]);

  await vi.waitFor(() => expect(resumed.ids()).toHaveLength(701));
  expect(resumed.ids().toSorted()).toEqual([...missed, ...arriving].toSorted());
  await resumed.stop();
});

test("a cursor stays valid after the process restarts", async () => {
  await using database = await startTestEvents();
  let cursor: FeedCursor | null;
  let id: string | undefined;
  {
    await using system = await startTestEvents({ db: database.db });
    cursor = system.feed.getCursor();
    [id] = await system.store([{ name: "user.confirmed" }]);
  }

  await using restarted = await startTestEvents({ db: database.db });
  const subscriber = collect(restarted, { after: cursor });

  await vi.waitFor(() => expect(subscriber.ids()).toEqual([id]));
  await subscriber.stop();
});

test("an event waits for an older running transaction and is not lost", async () => {
  await using system = await startTestEvents();
  const subscriber = collect(system);
  const release = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const slow = system.db.orm.em.fork().transactional(async (em) => {
    await system.events.track(em, "user.signed_up");
    opened.resolve();
    await release.promise;
  });
  await opened.promise;

  await system.events.track("user.confirmed");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(subscriber.ids()).toEqual([]);
  release.resolve();
  await slow;

  await vi.waitFor(() => expect(subscriber.ids()).toHaveLength(2));
  await subscriber.stop();
});

test("a transaction of another database holds no event up, not even for a subscriber that resumes elsewhere", async () => {
  await using system = await startTestEvents();
  await using other = await createTestDatabase();
  await using writer = await openClient(other.url, { applicationName: "pg_restore" });
  await writer.query("begin");
  await writer.query("insert into admin_events.event_names (name) values ('user.waited')");
  const subscriber = collect(system);

  const [first] = await system.store([{ name: "user.confirmed" }]);
  await vi.waitFor(() => expect(subscriber.ids()).toEqual([first]));
  const { liveCursor } = await listLatest(system.context, {});
  const [second] = await system.store([{ name: "post.liked" }]);
  await vi.waitFor(() => expect(subscriber.ids()).toEqual([first, second]));
  await using restarted = await startTestEvents({ db: system.db });
  const [resumed, opened] = [
    collect(restarted, { after: subscriber.cursor() }),
    collect(restarted, { after: parseCursor(liveCursor ?? "") }),
  ];
  const [third] = await system.store([{ name: "user.confirmed" }]);

  await vi.waitFor(() => expect(resumed.ids()).toEqual([third]));
  await vi.waitFor(() => expect(opened.ids()).toEqual([second, third]));
  expect([...subscriber.messages, ...resumed.messages].some(({ type }) => type === "resync")).toBe(false);
  expect((await getFeedDelay(system.fork())).openWrites).toEqual([]);
  await writer.query("rollback");
  await Promise.all([subscriber, resumed, opened].map((one) => one.stop()));
});

test("a prepared transaction holds events of its own database up, and none of another one", async () => {
  await using cluster = await createTestCluster({ max_prepared_transactions: "2" });
  const url = new URL(cluster.url);
  url.pathname = "/another";
  const orm = await connect({ url: cluster.url });
  await orm.em.fork().execute("create database another");
  await migrate(url.href);
  const prepare = async (at: string, name: string) => {
    await using client = await openClient(at, { applicationName: "batch" });
    await client.query("begin; insert into admin_events.event_names (name) values ('user.waited')");
    await client.query(`prepare transaction '${name}'`);
  };
  const db = { url: cluster.url, orm, em: orm.em.fork(), [Symbol.asyncDispose]: () => orm.close() };
  await using system = await startTestEvents({ db });
  const subscriber = collect(system);

  await prepare(url.href, "elsewhere");
  const [first] = await system.store([{ name: "user.confirmed" }]);
  await vi.waitFor(() => expect(subscriber.ids()).toEqual([first]));
  await prepare(cluster.url, "here");
  const [second] = await system.store([{ name: "user.confirmed" }]);
  await vi.waitFor(async () => {
    const { horizonLagSeconds, openWrites } = await getFeedDelay(system.fork());
    expect(openWrites).toMatchObject([{ pid: null, preparedAs: "here" }]);
    expect(horizonLagSeconds).toBeGreaterThan(0.3);
  });
  expect(subscriber.ids()).toEqual([first]);
  await system.fork().execute("rollback prepared 'here'");

  await vi.waitFor(() => expect(subscriber.ids()).toEqual([first, second]));
  await subscriber.stop();
});

test("a subscriber gets only events that pass its filter", async () => {
  await using system = await startTestEvents();
  const subscriber = collect(system, { filter: { name: "post.*", userId: "u_1", metadata: { words: 3 } } });

  const [matching] = await system.store([
    { name: "post.published", userId: "u_1", metadata: { words: 3 } },
    { name: "post.published", userId: "u_1", metadata: { words: 4 } },
    { name: "post.published", userId: "u_2", metadata: { words: 3 } },
    { name: "user.confirmed", userId: "u_1", metadata: { words: 3 } },
  ]);

  await vi.waitFor(() => expect(subscriber.ids()).toEqual([matching]));
  await subscriber.stop();
});

test("a subscriber that falls too far behind gets resync", async () => {
  await using system = await startTestEvents();
  const subscription = subscribeToFeed(system.feed, () => system.rules.catalog, {});

  const received: string[] = [];
  system.events.subscribe((event) => received.push(event.id));

  await system.store(Array.from({ length: 1_500 }, () => ({ name: "user.confirmed" })));
  await vi.waitFor(() => expect(received).toHaveLength(1_500));

  expect((await subscription.next()).value).toMatchObject({ type: "resync" });
  await subscription.return?.();
});

test("a listener gets every event of a large transaction", async () => {
  await using system = await startTestEvents();
  const received: string[] = [];
  system.events.subscribe((event) => received.push(event.id));

  const ids = await system.store(Array.from({ length: 6_500 }, () => ({ name: "user.confirmed" })));

  await vi.waitFor(() => expect(received).toHaveLength(ids.length));
  expect(received.toSorted()).toEqual(ids.toSorted());
});

test("a listener that is added while an idle feed reads its horizon misses no event", async () => {
  await using system = await startTestEvents();
  const queried = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  let isSlow = false;
  const forkSlowly = () => {
    const em = system.db.orm.em.fork();
    if (!isSlow) return em;
    isSlow = false;
    const getKysely = em.getKysely.bind(em);
    return Object.assign(em, {
      getKysely: () => {
        const db = getKysely();
        const executor = db.getExecutor();
        const executeQuery = executor.executeQuery.bind(executor);
        // Delays one query, as a busy pool would.
        executor.executeQuery = async (...query) => {
          executor.executeQuery = executeQuery;
          queried.resolve();
          await release.promise;
          return executeQuery(...query);
        };
        return db;
      },
    });
  };
  const wakeSource = {
    listen: () => () => undefined,
    isNotified: () => false,
    close: () => Promise.resolve(),
  };
  const feed = await startFeed({ fork: forkSlowly, wakeSource, logger: system.logger });

  isSlow = true;
  feed.wake();
  await queried.promise;
  const received: string[] = [];
  feed.listen(({ events }) => received.push(...events.map(({ event }) => event.id)));
  const [id] = await system.store([{ name: "user.confirmed" }]);
  release.resolve();
  feed.wake();

  await vi.waitFor(() => expect(received).toEqual([id]));
  await feed.close();
});

test("subscribers with the same filter get the same objects", async () => {
  await using system = await startTestEvents();
  const [one, two, other] = [
    collect(system, { filter: { name: "post.*" } }),
    collect(system, { filter: { name: "post.*" } }),
    collect(system, { filter: { name: "user.*" } }),
  ];

  const ids = await system.store([
    { name: "post.liked" },
    { name: "user.confirmed" },
    { name: "post.liked" },
  ]);

  await vi.waitFor(() => expect([one.ids(), two.ids()].map((received) => received.length)).toEqual([2, 2]));
  await vi.waitFor(() => expect(other.ids()).toEqual([ids[1]]));
  expect(one.messages.every((message, index) => message === two.messages[index])).toBe(true);
  await Promise.all([one.stop(), two.stop(), other.stop()]);
});

test("a subscriber that throws still gets later events", async () => {
  await using system = await startTestEvents();
  const received: string[] = [];
  system.events.subscribe((event) => {
    received.push(event.id);
    throw new Error("not now");
  });

  const ids = await system.store([{ name: "user.confirmed" }, { name: "user.confirmed" }]);

  await vi.waitFor(() => expect(received.toSorted()).toEqual(ids.toSorted()));
  expect(system.logger.lines).toMatchObject(
    ids.map(() => ({ level: "error", details: { error: { message: "not now" } } })),
  );
});

test("the cursor advances while no event passes the filter", async () => {
  await using system = await startTestEvents();
  const subscription = subscribeToFeed(system.feed, () => system.rules.catalog, {
    filter: { name: "post.liked" },
  });
  const before = subscription.getCursor();
  void subscription.next();

  await system.store([{ name: "user.confirmed" }]);

  await vi.waitFor(() => expect(isAfter(subscription.getCursor(), before)).toBe(true));
  await subscription.return?.();
});

test.each([
  ["beyond the horizon", (here: FeedCursor) => ({ ...here, xid: 10n ** 15n })],
  ["of another timeline", (here: FeedCursor) => ({ ...here, timeline: "7-1" })],
  ["without a timeline", (here: FeedCursor) => ({ ...here, timeline: "" })],
])("a cursor %s leads to resync", async (_, toCursor) => {
  await using system = await startTestEvents();
  const subscriber = collect(system, { after: toCursor(await system.feed.getHorizon()) });

  await vi.waitFor(() => expect(subscriber.messages).toMatchObject([{ type: "resync" }]));
  const [id] = await system.store([{ name: "user.confirmed" }]);

  await vi.waitFor(() => expect(subscriber.ids()).toEqual([id]));
  await subscriber.stop();
});

test("a lost database connection loses no event", async () => {
  await using system = await startTestEvents();
  const subscriber = collect(system);

  await system.db.em
    .getConnection()
    .execute(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'admin-events feed' and datname = current_database()",
    );
  const ids = await system.store([{ name: "user.confirmed" }, { name: "user.confirmed" }]);

  await vi.waitFor(() => expect(subscriber.ids().toSorted()).toEqual(ids.toSorted()));
  await subscriber.stop();
});

test("broadcast shows a stored event again in every process", async () => {
  await using one = await startTestEvents();
  await using other = await startTestEvents({ db: one.db });
  const received: unknown[] = [];
  const stop = other.events.subscribe(({ id, metadata }) => received.push([id, metadata]));
  const [id = ""] = await one.store([{ name: "user.confirmed", metadata: { typo: "teh" } }]);
  await vi.waitFor(() => expect(received).toHaveLength(1));

  await one.db.em
    .getConnection()
    .execute(`update admin_events.events set metadata = '{"typo":"the"}' where id = '${id}'`);
  const [event] = await loadEvents(one.db.em, [id]);
  await one.events.broadcast(event ?? { id });

  await vi.waitFor(() => expect(received[1]).toEqual([id, { typo: "the" }]));
  stop();
});

test("a listener that throws does not affect other listeners", async () => {
  await using system = await startTestEvents();
  const received: string[] = [];
  system.events.subscribe(() => {
    throw new Error("broken");
  });
  system.events.subscribe((event) => received.push(event.id));

  const [id] = await system.store([{ name: "user.confirmed" }]);

  await vi.waitFor(() => expect(received).toEqual([id]));
});
