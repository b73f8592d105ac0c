import { connect, getJobsSchema, getSchema, migrate, quoteSchema } from "@admin-events/db";
import type { TestDatabase } from "@admin-events/db/testing";
import { createTestDatabase } from "@admin-events/db/testing";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { expect, test } from "vitest";
import { createApiKey, findApiKey, listApiKeys } from "./access/index.ts";
import { createActivity, extendHashChain, listRecentActivities, verifyHashChain } from "./activity/index.ts";
import type { QueryContext } from "./analytics/index.ts";
import {
  aggregateEvents,
  countActiveUsers,
  countFunnel,
  countRetention,
  getBarChart,
  getEventNames,
  getStackedBarChart,
  listLatest,
  listTopUsers,
  openQueryEngine,
} from "./analytics/index.ts";
import { startJobQueue } from "./background/index.ts";
import { prune } from "./data-retention/index.ts";
import { handlersFor, handlerStatus, startEvents } from "./events/index.ts";
import { createIngestion, INTERNAL_SENDER, item } from "./ingestion/index.ts";
import { eraseUser, exportUser } from "./personal-data/index.ts";
import { mergeRollupDeltas, rebuildRollups } from "./rollups/index.ts";
import { blog } from "./testing/start-test-events.ts";
import { getTimeline } from "./timeline/index.ts";
import {
  getUsageEndpoints,
  getUsageOverview,
  getUsageTrends,
  getUsageUsers,
  mergeRequestRollups,
  pruneUsage,
} from "./usage/index.ts";
import { findUser } from "./users/index.ts";

/** The application's tables: their names are the product's, their columns are not, except those of `migrations`. */
const APP_TABLES = `
  create table public.users (
    id uuid primary key default gen_random_uuid(), external_id text unique, email text not null, traits jsonb
  );
  create table public.events (
    id uuid primary key default gen_random_uuid(), name_id int, user_id uuid references public.users,
    occurred_at timestamptz not null default now(), metadata jsonb, venue text not null default 'Main hall'
  );
  create table public.sessions (id bigint generated always as identity primary key, user_id uuid, token text);
  create table public.groups (id serial primary key, type text, external_id text, traits jsonb);
  create table public.requests (id serial primary key, occurred_at timestamptz default now(), body text);
  create table public.page_views (id uuid primary key, user_id int, duration_ms int);
  create table public.event_names (id serial primary key, name text unique);
  create table public.migrations (id serial primary key, name varchar(255), executed_at timestamptz default now());
  create table public.job (id uuid primary key, name text, data jsonb, state text);
  create table public.queue (name text primary key);
  create table public.version (version text);
  create function public.job_now() returns timestamptz language sql as 'select to_timestamp(0)';
  create function public.create_queue(text, jsonb) returns void language sql as 'select';
  create index events_by_time on public.events (occurred_at);
  create function public.touch() returns trigger language plpgsql as $$ begin return new; end $$;
  create trigger touched before update on public.events for each row execute function public.touch();
  insert into public.users (external_id, email) values ('ann', 'ann@app.example'), ('bob', 'bob@app.example');
  insert into public.events (name_id, user_id) select 1, id from public.users;
  insert into public.sessions (token) values ('a'), ('b');
  insert into public.groups (type, external_id) values ('company', 'c_1');
  insert into public.requests (body) values ('{}');
  insert into public.page_views values ('019aa000-0000-7000-8000-000000000001', 1, 5);
  insert into public.event_names (name) values ('user.confirmed');
  insert into public.migrations (name) values ('2026-11-26-baseline'), ('2020-01-01-app')`;

interface SharedDatabase extends AsyncDisposable {
  /** Connects as the restricted role. */
  url: string;
  /** Connects as a superuser. */
  admin: TestDatabase;
}

interface SharedDatabaseOptions {
  /** Created for the role with the schemas of their jobs; it owns nothing else. */
  schemas?: string[];
  searchPath?: string;
  /** Whether the role may change the application's tables, so that a statement that names them by accident succeeds. */
  mayChangeAppTables?: boolean;
}

async function createSharedDatabase({
  schemas = ["admin_events"],
  searchPath = "public",
  mayChangeAppTables = false,
}: SharedDatabaseOptions = {}): Promise<SharedDatabase> {
  const admin = await createTestDatabase();
  const role = `app_${randomBytes(6).toString("hex")}`;
  const url = new URL(admin.url);
  const database = url.pathname.slice(1);
  [url.username, url.password] = [role, "secret"];

  await admin.em.execute("drop schema admin_events, admin_events_jobs cascade");
  await admin.em.execute(APP_TABLES);
  await admin.em.execute(`create role ${role} login password 'secret'`);
  await admin.em.execute(`revoke create, temporary on database ${database} from public`);
  await admin.em.execute(`alter role ${role} in database ${database} set search_path = ${searchPath}`);
  for (const schema of schemas.flatMap((name) => [name, getJobsSchema(name)]))
    await admin.em.execute(`create schema ${quoteSchema(schema)} authorization ${role}`);
  if (mayChangeAppTables) {
    await admin.em.execute(`grant all on all tables in schema public to ${role}`);
    await admin.em.execute(`grant all on all sequences in schema public to ${role}`);
  }

  return {
    url: url.href,
    admin,
    async [Symbol.asyncDispose]() {
      await admin.em.execute(`drop owned by ${role} cascade`);
      await admin.em.execute(`drop role ${role}`);
      await admin[Symbol.asyncDispose]();
    },
  };
}

/** Everything PostgreSQL knows about the application's part: definitions, rights, and rows with their physical place. */
async function describeApp({ admin }: SharedDatabase): Promise<Record<string, unknown[]>> {
  const em = admin.em.fork();
  const queries: Record<string, string> = {
    relations: `select relname, relkind, relowner, relacl::text, relfilenode, relchecks, relhastriggers
      from pg_class where relnamespace = 'public'::regnamespace order by 1`,
    columns: `select attrelid::regclass::text as relation, attnum, attname, attnotnull, attidentity,
        format_type(atttypid, atttypmod) as type, pg_get_expr(adbin, adrelid) as "default"
      from pg_attribute join pg_class on pg_class.oid = attrelid
      left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where relnamespace = 'public'::regnamespace and attnum > 0 order by 1, 2`,
    constraints: `select conrelid::regclass::text as relation, conname, pg_get_constraintdef(oid) as definition
      from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`,
    indexes: "select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1",
    triggers: `select pg_get_triggerdef(pg_trigger.oid) as definition from pg_trigger
      join pg_class on pg_class.oid = tgrelid where relnamespace = 'public'::regnamespace order by 1`,
    functions: `select proname, pg_get_functiondef(oid) as definition
      from pg_proc where pronamespace = 'public'::regnamespace order by 1`,
    types: "select typname, typtype from pg_type where typnamespace = 'public'::regnamespace order by 1",
    sequences: "select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1",
    extensions: "select extname, extversion from pg_extension order by 1",
    eventTriggers: "select evtname from pg_event_trigger",
    settings: "select setdatabase, setrole, setconfig from pg_db_role_setting order by 1, 2",
    namespaces: `select nspname, nspacl::text from pg_namespace
      where nspname not like 'pg\\_%' and nspname not in (select nspname from pg_namespace join pg_roles on pg_roles.oid = nspowner where not rolsuper) or nspname = 'public' order by 1`,
  };
  const description: Record<string, unknown[]> = {};
  for (const [name, text] of Object.entries(queries)) description[name] = await em.execute(text);

  const tables = await em.execute<{ tablename: string }[]>(
    "select tablename from pg_tables where schemaname = 'public' order by 1",
  );
  for (const { tablename } of tables) {
    description[`rows of ${tablename}`] = await em.execute(
      `select ctid::text, xmin::text, xmax::text, row.* from public.${tablename} as row order by row.ctid`,
    );
  }

  return description;
}

async function openInstallation(url: string, schema = "admin_events") {
  const problems: { details: object; message: string }[] = [];
  const note = (details: object, message: string) => void problems.push({ details, message });
  const logger = { info: () => undefined, warn: note, error: note };
  const handled: string[] = [];
  const on = handlersFor(blog);
  const orm = await connect({ url, schema, limitWaits: true });
  const jobs = await startJobQueue({ url, schema, logger });
  const runtime = await startEvents({
    orm,
    url,
    jobs,
    catalog: blog,
    logger,
    handlers: [
      on("user.confirmed", (event) => void handled.push(event.id), { name: "remember", durable: true }),
    ],
  });
  const engine = openQueryEngine({ url, schema, logger });
  const context: QueryContext = {
    em: orm.em.fork(),
    catalog: blog,
    timeZone: "UTC",
    now: new Date(),
    engine,
  };

  return {
    orm,
    runtime,
    engine,
    context,
    handled,
    problems,
    activity: createActivity({ runtime, logger }),
    ingest: createIngestion({
      ingest: runtime.ingest,
      idCaches: runtime.idCaches,
      rules: runtime.rules,
      fork: () => orm.em.fork(),
    }),
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await runtime[Symbol.asyncDispose]();
      await jobs[Symbol.asyncDispose]();
      await orm.close();
    },
  };
}
type Installation = Awaited<ReturnType<typeof openInstallation>>;

const id = (number: number) => `019aa000-0000-7000-8000-${String(number).padStart(12, "0")}`;

const pageView = {
  type: "page",
  id: id(1),
  path: "/coffee",
  sessionId: "s_1",
  userId: "ann",
  timestamp: new Date().toISOString(),
};

/** Writes to every table of the product, as an application does. */
async function useEverything({ orm, runtime, activity, ingest, engine }: Installation): Promise<void> {
  const em = () => orm.em.fork();
  const timestamp = new Date().toISOString();
  // Rollups of requests are merged once their hour has ended.
  const twoHoursAgo = new Date(Date.now() - 2 * 3_600_000).toISOString();
  const items = [
    { name: "user.confirmed", id: id(10), userId: "ann", timestamp },
    { name: "post.published", id: id(11), userId: "ann", metadata: { words: 3 }, timestamp },
    { name: "post.liked", id: id(12), anonymousId: "v_1", timestamp },
    {
      type: "identify",
      id: id(13),
      userId: "ann",
      anonymousId: "v_1",
      traits: { email: "a@b.example" },
      timestamp,
    },
    { type: "alias", id: id(14), previousId: "ann_old", userId: "ann", timestamp },
    { type: "group", id: id(15), groupType: "company", groupId: "c_1", traits: { plan: "club" }, timestamp },
    pageView,
    { ...pageView, type: "heartbeat", id: id(16), pageId: pageView.id, activeMs: 90_000 },
    {
      type: "request",
      id: id(17),
      method: "GET",
      route: "/coffee",
      status: 200,
      durationMs: 5,
      userId: "ann",
      timestamp: twoHoursAgo,
    },
  ].map((value) => item.parse(value));
  const results = await ingest(items, {
    sender: INTERNAL_SENDER,
    from: { ip: "203.0.113.7", userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" },
  });
  expect(results.filter(({ status }) => status !== "stored")).toEqual([]);

  await em().transactional((tx) => runtime.events.track(tx, "user.confirmed", { id: id(18), userId: "bob" }));
  await runtime.inbox.drain();
  await activity.log({ action: "post.created", actor: "ann", resource: { type: "post", id: 1 } });
  await createApiKey(em(), { kind: "secret", name: "Test" });
  await mergeRollupDeltas(em());
  await rebuildRollups(em());
  await mergeRequestRollups(em());
  await extendHashChain(em(), { catalog: blog, now: new Date(Date.now() + 2 * 86_400_000) });
  await engine.finalizeChunks();
}

async function readEverything({ orm, context }: Installation) {
  const range = { from: "2020-01-01", to: "2100-01-01" };
  const month = { from: new Date(Date.now() - 28 * 86_400_000).toISOString(), to: new Date().toISOString() };
  const names = ["user.confirmed", "post.published"];
  const { current: count } = await aggregateEvents(context, { name: "*", ...range });
  const { steps: funnelSteps } = await countFunnel(context, { names, ...range });
  const steps = funnelSteps.map((step) => step.count);
  const keys = await listApiKeys(orm.em.fork());
  const { key } = await createApiKey(orm.em.fork(), { kind: "secret", name: "Read" });
  expect(await findApiKey(orm.em.fork(), key)).not.toBeNull();
  // With the query engine, and from the rows.
  for (const each of [context, { ...context, engine: undefined }]) {
    await getBarChart(each, { name: "*", interval: "day", ...month });
    await getStackedBarChart(each, { names, interval: "day", ...month });
    await countActiveUsers(each, month);
    await countRetention(each, { entryName: "user.confirmed", interval: "week", ...month });
    await listTopUsers(each, month);
    for (const order of ["any", "ordered", "strict"] as const)
      expect((await countFunnel(each, { names, order, ...range })).steps.map((step) => step.count)).toEqual(
        steps,
      );
    await listLatest(each, { metadata: { words: 4 } });
  }
  await getUsageOverview(context);
  await getUsageTrends(context);
  await getUsageEndpoints(context, []);
  await getUsageUsers(context);
  await handlerStatus(orm.em.fork());
  await verifyHashChain(orm.em.fork());
  await getTimeline(orm.em.fork(), { userId: "ann" });
  await findUser(orm.em.fork(), "ann");
  for await (const _ of exportUser(orm.em.fork(), "ann"));

  return {
    count,
    keys: keys.length,
    steps,
    names: (await getEventNames(context)).flatMap(({ name, count }) => (count > 0 ? [name] : [])).toSorted(),
    latest: (await listLatest(context, {})).items.length,
    activities: (await listRecentActivities(context)).map(({ name }) => name),
  };
}

test.each([
  { searchPath: "''", mayChangeAppTables: false },
  { searchPath: "''", mayChangeAppTables: true },
  { searchPath: "public", mayChangeAppTables: true },
  { searchPath: "public, admin_events", mayChangeAppTables: true },
  { searchPath: "admin_events, public", mayChangeAppTables: true },
])(
  "an application's tables of the same names stay untouched (search_path $searchPath, role may change them: $mayChangeAppTables)",
  { timeout: 60_000 },
  async (options) => {
    await using database = await createSharedDatabase(options);
    const before = await describeApp(database);

    const [first, second] = await Promise.all([migrate(database.url), migrate(database.url)]);
    expect([...first, ...second]).not.toEqual([]);
    expect(await migrate(database.url)).toEqual([]);
    await using installation = await openInstallation(database.url);
    await useEverything(installation);
    const figures = await readEverything(installation);
    const traces = await eraseUser(
      { ...installation.runtime, fork: () => installation.orm.em.fork() },
      { userId: "ann", mode: "anonymise", catalog: blog },
    );
    const inThreeDays = new Date(Date.now() + 3 * 86_400_000);
    await pruneUsage(installation.orm.em.fork(), 1, inThreeDays);
    const pruned = await prune(
      { fork: () => installation.orm.em.fork(), record: installation.runtime.record },
      { policy: { catalog: blog, defaultDays: 1 }, mode: "manual", now: inThreeDays },
    );
    await expect.poll(() => installation.handled.toSorted()).toEqual([id(10), id(18)]);

    expect(figures).toMatchObject({ count: 4, steps: [2, 1], activities: ["post.created"] });
    expect(traces).toMatchObject({ events: 4, sessions: 1, pageViews: 1, requests: 1 });
    expect(pruned).not.toEqual([]);
    expect(installation.problems).toEqual([]);
    expect(await describeApp(database)).toEqual(before);
  },
);

test("a role without CREATE on the database gets the statement that an administrator has to run", async () => {
  await using database = await createSharedDatabase({ schemas: [] });

  await expect(migrate(database.url)).rejects.toThrow(
    /may not create the schemas admin_events and admin_events_jobs\. As an administrator, run: create schema "admin_events" authorization/,
  );
});

test("installations in two schemas of one database share no events, handlers or notifications", async () => {
  const schemas = ["analytics one", "analytics-2"];
  await using database = await createSharedDatabase({ schemas });
  for (const schema of schemas) await migrate(database.url, { schema });
  await using first = await openInstallation(database.url, schemas[0]);
  await using second = await openInstallation(database.url, schemas[1]);
  const shown: string[] = [];
  second.runtime.events.subscribe((event) => void shown.push(event.id));
  await using listener = await listenTo(database.url, schemas);

  await useEverything(first);
  await expect.poll(() => first.handled.toSorted()).toEqual([id(10), id(18)]);
  await sleep(300);

  expect(listener.channels()).toEqual([getSchema(first.orm.em)]);
  expect(shown).toEqual([]);
  expect(second.handled).toEqual([]);
  expect(await readEverything(first)).toMatchObject({ count: 4, keys: 1, steps: [2, 1] });
  expect(await readEverything(second)).toEqual({
    count: 0,
    keys: 0,
    steps: [0, 0],
    names: [],
    latest: 0,
    activities: [],
  });

  await second.runtime.events.track("user.confirmed", { id: id(20), userId: "eve" });
  await expect.poll(() => shown).toEqual([id(20)]);
  expect(await findUser(first.orm.em.fork(), "eve")).toBeNull();
  expect([...first.problems, ...second.problems]).toEqual([]);
});

test("events tracked inside a transaction of another installation are stored in their own", async () => {
  const schemas = ["analytics_one", "analytics_two"];
  await using database = await createSharedDatabase({ schemas });
  for (const schema of schemas) await migrate(database.url, { schema });
  await using first = await openInstallation(database.url, schemas[0]);
  await using second = await openInstallation(database.url, schemas[1]);

  await first.orm.em.fork().transactional(async () => {
    await second.runtime.events.track("user.confirmed", { userId: "eve" });
  });

  expect(await findUser(first.orm.em.fork(), "eve")).toBeNull();
  expect(await findUser(second.orm.em.fork(), "eve")).not.toBeNull();
});

test("locks of an installation do not hold up one in another schema", async () => {
  const schemas = ["analytics_one", "analytics_two"];
  await using database = await createSharedDatabase({ schemas });
  for (const schema of schemas) await migrate(database.url, { schema });
  await using first = await openInstallation(database.url, schemas[0]);
  await using second = await openInstallation(database.url, schemas[1]);

  await first.orm.em.fork().transactional(async (tx) => {
    await createIngestion({ ...first.runtime, fork: () => tx })([item.parse(pageView)], {
      sender: INTERNAL_SENDER,
    });
    await mergeRollupDeltas(tx);
    await rebuildRollups(tx);
    await mergeRequestRollups(tx);
    const [{ held = 0 } = {}] = await tx.execute<{ held: number }[]>(
      "select count(*)::int as held from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()",
    );
    expect(held).toBeGreaterThanOrEqual(2);

    await useEverything(second);
    expect(second.problems).toEqual([]);
  });

  const [left] = await database.admin.em.fork().execute(`
    select (select count(*)::int from analytics_two.event_rollup_deltas) as deltas,
      (select count(*)::int from analytics_two.stale_request_hours) as hours`);
  expect(left).toEqual({ deltas: 0, hours: 0 });
});

test("a migration that waits in one schema does not hold up one in another", async () => {
  const schemas = ["analytics_one", "analytics_two"];
  await using database = await createSharedDatabase({ schemas });
  for (const schema of schemas) await migrate(database.url, { schema });

  const waiting = await database.admin.em.fork().transactional(async (em) => {
    await em.execute("lock table analytics_one.migrations in access exclusive mode");
    const first = migrate(database.url, { schema: schemas[0] });
    await sleep(300);
    await expect(migrate(database.url, { schema: schemas[1] })).resolves.toEqual([]);

    return { first };
  });

  await expect(waiting.first).resolves.toEqual([]);
});

/** Names of the channels that were notified on. */
async function listenTo(connectionString: string, channels: readonly string[]) {
  const client = new Client({ connectionString });
  const notified = new Set<string>();
  client.on("notification", ({ channel }) => void notified.add(channel));
  await client.connect();
  for (const channel of channels) await client.query(`listen ${client.escapeIdentifier(channel)}`);

  return { channels: () => [...notified], [Symbol.asyncDispose]: () => client.end() };
}
