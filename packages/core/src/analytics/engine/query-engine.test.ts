import { User } from "@admin-events/db";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { mergeRollupDeltas } from "../../rollups/index.ts";
import type { TestEvents } from "../../testing/start-test-events.ts";
import { blog, linkVisitor, rowCount, sentBy, startTestEvents } from "../../testing/start-test-events.ts";
import { countActiveUsers } from "../active-users/active-users.ts";
import { countFunnel } from "../funnel/funnel.ts";
import { countRetention, retentionEntries, retentionReturns } from "../retention/retention.ts";
import type { QueryContext } from "../query-context.ts";
import { listTopUsers } from "../top-users/top-users.ts";
import type { QueryEngine } from "./query-engine.ts";
import { openQueryEngine } from "./query-engine.ts";

const start = Date.UTC(2026, 2, 27);
const minute = 60_000;
const names = ["user.signed_up", "user.confirmed", "post.liked"];

const userIds = [null, "u_1", "u_2", "u_3", "u_4", "anonymous:a", "anonymous:b", "anonymous:c"];
const event = fc.record({
  name: fc.constantFrom(...names),
  userId: fc.constantFrom(...userIds),
  // Few different times, so that many events share one.
  at: fc.integer({ min: 0, max: 4 * 24 * 6 }).map((tens) => start + tens * 10 * minute),
});
const change = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("store"),
      events: fc.array(event, { minLength: 1, maxLength: 25 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("merge deltas") }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("link"),
      visitor: fc.constantFrom("anonymous:a", "anonymous:b", "anonymous:c"),
      user: fc.constantFrom("u_1", "u_2", null),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "erase a user",
        "delete some",
        "move some",
        "lose chunks",
        "finalize chunks",
        "truncate",
      ),
    }),
  },
);
const range = {
  from: fc.constantFrom("2026-03-27", "2026-03-28", "2026-03-28T10:20:00Z"),
  to: fc.constantFrom("2026-03-29", "2026-03-31", "2026-03-30T04:40:00Z"),
  timeZone: fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kathmandu"),
};
const somePatterns = fc.array(fc.constantFrom(...names, "user.*", "post.liked", "*"), {
  minLength: 1,
  maxLength: 4,
});
const interval = fc.constantFrom("day", "week", "month");

/** Every metric that the engine runs. Without an engine in the context it reads the events with SQL. */
const metrics: Record<string, fc.Arbitrary<(context: QueryContext) => Promise<unknown>>> = {
  funnel: fc
    .record({
      names: fc.array(fc.constantFrom(...names, "user.*", "post.liked"), { minLength: 1, maxLength: 4 }),
      order: fc.constantFrom("any", "ordered", "strict"),
      windowSeconds: fc.constantFrom(600, 3_600, 86_400, 14 * 86_400),
      ...range,
    })
    .map((input) => (context) => countFunnel(context, input)),
  activeUsers: fc
    .record({ names: somePatterns, interval, ...range })
    .map((input) => (context) => countActiveUsers(context, input)),
  retention: fc
    .record({
      entryName: fc.constantFrom(...names, "user.*"),
      returnName: fc.constantFrom(...names, "*"),
      entry: fc.constantFrom(...retentionEntries),
      returning: fc.constantFrom(...retentionReturns),
      interval,
      ...range,
    })
    .map((input) => (context) => countRetention(context, input)),
  topUsers: fc
    .record({
      names: somePatterns,
      sort: fc.constantFrom("count", "lastAt"),
      limit: fc.integer({ min: 1, max: 8 }),
      offset: fc.integer({ min: 0, max: 3 }),
      ...range,
    })
    .map((input) => (context) => listTopUsers(context, input)),
};

async function perform(
  system: TestEvents,
  engine: QueryEngine,
  {
    do: action,
    events = [],
    visitor = "",
    user = null,
  }: {
    do: string;
    events?: { name: string; userId: string | null; at: number }[];
    visitor?: string;
    user?: string | null;
  },
) {
  const db = system.db.em.getKysely();
  switch (action) {
    case "store":
      await system.store(
        events.map(({ name, userId, at }) => ({ name, ...sentBy(userId), timestamp: new Date(at) })),
      );
      return;
    case "merge deltas":
      await mergeRollupDeltas(system.db.em);
      return;
    case "finalize chunks":
      await engine.finalizeChunks();
      return;
    case "link":
      await linkVisitor(system.db, { visitor, user });
      return;
    case "truncate":
      await sql`truncate admin_events.events cascade`.execute(db);
      return;
    case "erase a user":
      await system.db.em.fork().nativeDelete(User, { externalId: "u_1" });
      return;
    case "delete some":
      await sql`delete from admin_events.events where id in (select id from admin_events.events order by id limit 2)`.execute(
        db,
      );
      return;
    case "move some":
      await sql`
        update admin_events.events set occurred_at = occurred_at + interval '1 day'
        where id in (select id from admin_events.events order by id desc limit 2)`.execute(db);
      return;
    case "lose chunks":
      await sql`delete from admin_events.event_columns`.execute(db);
  }
}

test.each(Object.entries(metrics))(
  "%s from column chunks equals SQL after any sequence of changes",
  async (_, query) => {
    await using system = await startTestEvents();
    await using engine = openQueryEngine({ url: system.db.url, logger: system.logger, cacheBytes: 6_000 });
    const withoutEngine: QueryContext = {
      em: system.db.em,
      catalog: blog,
      timeZone: "UTC",
      now: new Date("2026-03-30T12:00:00Z"),
    };

    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(change, query), { minLength: 1, maxLength: 6 }), async (changes) => {
        for (const [change, run] of changes) {
          await perform(system, engine, change);

          expect(await run({ ...withoutEngine, engine })).toEqual(await run(withoutEngine));
        }
      }),
      { numRuns: 50 },
    );
    expect(system.logger.lines).toEqual([]);
  },
);

test("a chunk that one process persisted is read by another", async () => {
  await using system = await startTestEvents();
  await system.store(
    Array.from({ length: 30 }, (_, index) => ({
      name: "user.confirmed",
      userId: `u_${index}`,
      timestamp: new Date(start),
    })),
  );
  await mergeRollupDeltas(system.db.em);
  const withoutEngine: QueryContext = { em: system.db.em, catalog: blog, timeZone: "UTC", now: new Date() };
  const input = { names: ["user.confirmed"], from: "2026-03-27", to: "2026-03-28" };
  {
    await using first = openQueryEngine({ url: system.db.url, logger: system.logger });
    await countFunnel({ ...withoutEngine, engine: first }, input);
  }
  // Without triggers the deletion is visible only to a reader that ignores the persisted chunk.
  await sql`alter table admin_events.events disable trigger all`.execute(system.db.em.getKysely());
  await sql`delete from admin_events.events`.execute(system.db.em.getKysely());

  await using second = openQueryEngine({ url: system.db.url, logger: system.logger });
  const { steps } = await countFunnel({ ...withoutEngine, engine: second }, input);

  expect(steps[0]?.count).toBe(30);
});

test("a failing query reports its error and does not affect the next one", async () => {
  await using system = await startTestEvents();
  await using engine = openQueryEngine({ url: `${system.db.url}_gone`, logger: system.logger });
  const input = {
    nameIds: [1],
    from: start,
    to: start + minute,
    sort: "count",
    limit: 1,
    offset: 0,
  } as const;

  await expect(engine.run("topUsers", { ...input, nameIds: [1] })).rejects.toThrow(/does not exist/);
  await expect(engine.run("topUsers", { ...input, nameIds: [1] })).rejects.toThrow(/does not exist/);
});

test("links that are made during queries are never lost", async () => {
  await using system = await startTestEvents();
  await using engine = openQueryEngine({ url: system.db.url, logger: system.logger });
  const visitors = Array.from({ length: 40 }, (_, index) => `anonymous:v${index}`);
  const users = ["u_1", "u_2", "u_3"];
  await system.store(
    [...visitors, ...users].map((user) => ({
      name: "user.confirmed",
      ...sentBy(user),
      timestamp: new Date(start),
    })),
  );
  await mergeRollupDeltas(system.db.em);
  const createContext = (): QueryContext => ({
    em: system.db.orm.em.fork(),
    catalog: blog,
    timeZone: "UTC",
    now: new Date(),
  });
  const input = { from: "2026-03-27", to: "2026-03-28" };

  for (let round = 0; round < 5; round++) {
    let isDone = false;
    const querying = Array.from({ length: 4 }, async () => {
      while (!isDone) await listTopUsers({ ...createContext(), engine }, input);
    });
    await Promise.all(
      visitors.map((visitor, index) =>
        linkVisitor(system.db, { visitor, user: users[(index + round) % 3] ?? null }),
      ),
    );
    isDone = true;
    await Promise.all(querying);

    expect(await listTopUsers({ ...createContext(), engine }, input)).toEqual(
      await listTopUsers(createContext(), input),
    );
  }
});

test("a lost connection fails only the query that used it", async () => {
  await using system = await startTestEvents();
  await using engine = openQueryEngine({ url: system.db.url, logger: system.logger, cacheBytes: 0 });
  await system.store([{ name: "user.confirmed", userId: "u_1", timestamp: new Date(start) }]);
  const input = { nameIds: [1], from: start - minute, to: start + minute, limit: 1, offset: 0 };
  const run = () => engine.run("topUsers", { ...input, sort: "count" });
  const terminateConnections = sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'admin-events column store' and datname = current_database()`;

  const failures = new Set<string>();
  for (let round = 0; round < 15; round++) {
    const results = Promise.allSettled(Array.from({ length: 6 }, run));
    await terminateConnections.execute(system.db.em.getKysely());
    for (const result of await results) {
      if (result.status === "rejected") failures.add((result.reason as Error).message);
    }
  }

  expect(await run()).toMatchObject({ total: 1 });
  expect([...failures].filter((message) => message.includes("worker"))).toEqual([]);
});

test("queries from before the engine closes are answered, later ones are rejected", async () => {
  await using system = await startTestEvents();
  await system.store([{ name: "user.confirmed", userId: "u_1", timestamp: new Date(start) }]);
  const input = { nameIds: [1], from: start - minute, to: start + minute, limit: 1, offset: 0 };
  const engine = openQueryEngine({ url: system.db.url, logger: system.logger });

  const running = Array.from({ length: 8 }, () => engine.run("topUsers", { ...input, sort: "count" }));
  await engine[Symbol.asyncDispose]();

  expect((await Promise.all(running)).map(({ total }) => total)).toEqual(running.map(() => 1));
  await expect(engine.run("topUsers", { ...input, sort: "count" })).rejects.toThrow(
    "The query engine is closed.",
  );
});

test("truncating the events deletes the persisted chunks", async () => {
  await using system = await startTestEvents();
  await using engine = openQueryEngine({ url: system.db.url, logger: system.logger });
  await system.store([{ name: "user.confirmed", userId: "u_1", timestamp: new Date(start) }]);
  await mergeRollupDeltas(system.db.em);
  expect(await engine.finalizeChunks()).toBe(1);

  await sql`truncate admin_events.events cascade`.execute(system.db.em.getKysely());

  expect(await rowCount(system.db, "event_columns")).toBe(0);
});
