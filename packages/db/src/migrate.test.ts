import { expect, test } from "vitest";
import { getRollbackPlans } from "pg-boss";
import { openClient } from "./connections/open-client.ts";
import { JOB_TABLES_VERSION } from "./job-tables.ts";
import { migrate } from "./migrate.ts";
import { IndexMigration } from "./migrations/index-migration.ts";
import { migrations } from "./migrations/index.ts";
import { createTestDatabase } from "./testing/index.ts";

/** A migration of a later release. */
class RebuildIndexes extends IndexMigration {
  override up(): void {
    this.build("events_xid_index", "events (xid)");
    this.build("events_metadata_index", "events using gin (metadata jsonb_path_ops)");
  }
}

const name = "2027-01-01-rebuild-indexes";
const next = { migrations: [...migrations, { name, class: RebuildIndexes }] };

test("an interrupted index migration runs again and replaces indexes that were left half built", async () => {
  await using db = await createTestDatabase();
  await db.em.execute(
    "update pg_index set indisvalid = false where indexrelid = 'admin_events.events_xid_index'::regclass",
  );
  await db.em.execute("drop index admin_events.events_metadata_index");

  await expect(Promise.all([migrate(db.url, next), migrate(db.url, next)])).resolves.toContainEqual([name]);

  const indexes = await db.em.execute<{ name: string; isValid: boolean }[]>(`
    select relname as name, indisvalid as "isValid" from pg_index
    join pg_class on pg_class.oid = indexrelid where indrelid = 'admin_events.events'::regclass`);
  expect(indexes.filter(({ isValid }) => !isValid)).toEqual([]);
  expect(indexes.map((index) => index.name)).toEqual(
    expect.arrayContaining(["events_xid_index", "events_metadata_index"]),
  );
});

test("six processes that start on an empty database at once create its tables and those of the jobs once", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("drop schema admin_events, admin_events_jobs cascade");

  const ran = await Promise.all(Array.from({ length: 6 }, () => migrate(db.url)));

  expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
  expect(await db.em.execute("select count(*)::int as count from admin_events_jobs.job")).toEqual([
    { count: 0 },
  ]);
});

test("a role that may not create schemas migrates into two that it owns", async () => {
  await using db = await createTestDatabase();
  const role = `migrator_${process.pid}`;
  await db.em.execute(`create role ${role} login password 'secret'`);
  await db.em.execute("drop schema admin_events, admin_events_jobs cascade");
  const url = new URL(db.url);
  url.username = role;
  url.password = "secret";

  await expect(migrate(url.href)).rejects.toThrow(
    `The role ${role} may not create the schemas admin_events and admin_events_jobs.`,
  );
  await db.em.execute(`create schema admin_events authorization ${role}`);
  await db.em.execute(`create schema admin_events_jobs authorization ${role}`);
  expect(await migrate(url.href)).not.toEqual([]);

  await db.em.execute(`drop owned by ${role} cascade`);
  await db.em.execute(`drop role ${role}`);
});

test("an index migration waits until running writers have finished", async () => {
  await using db = await createTestDatabase();
  let hasMigrated = false;

  const writing = db.em.transactional(async (em) => {
    await em.execute("insert into admin_events.event_names (id, name) values (1, 'order.placed')");
    await em.execute(
      "insert into admin_events.events (id, name_id, occurred_at) values (uuidv7(), 1, now())",
    );
    const migrating = migrate(db.url, next).then((ran) => {
      hasMigrated = true;
      return ran;
    });
    await em.execute("select pg_sleep(1)");
    expect(hasMigrated).toBe(false);

    return { migrating };
  });

  await expect((await writing).migrating).resolves.toEqual([name]);
});

test("a database that a newer release has migrated asks to update the server", async () => {
  await using db = await createTestDatabase();
  await migrate(db.url, next);

  await expect(migrate(db.url)).rejects.toThrow(
    `The database has the migration ${name}, which this release does not know: a newer release has migrated it. Update this server`,
  );
});

test("tables of a development version in public are mentioned once, and not read", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("drop schema admin_events, admin_events_jobs cascade");
  const warnings: string[] = [];
  const onWarning = (message: string) => void warnings.push(message);
  await db.em.execute("create table public.event_names (id int)");
  await db.em.execute("create table public.events (id uuid, xid xid8)");

  await migrate(db.url, { onWarning });
  await migrate(db.url, { onWarning });

  expect(warnings).toEqual([
    expect.stringContaining("The schema public has tables of a development version of Admin Events."),
  ]);
});

test("an application's own events table in public is no reason for a message", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("drop schema admin_events, admin_events_jobs cascade");
  await db.em.execute("create table public.events (id int, xid int)");
  const warnings: string[] = [];

  await migrate(db.url, { onWarning: (message) => void warnings.push(message) });

  expect(warnings).toEqual([]);
});

test("an empty database gets the indexes of later migrations in transactions, as poolers require", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("drop schema admin_events, admin_events_jobs cascade");

  expect(await migrate(db.url, next)).toContain(name);

  const indexes = await db.em.execute<{ isValid: boolean }[]>(`
    select indisvalid as "isValid" from pg_index where indexrelid in
      ('admin_events.events_xid_index'::regclass, 'admin_events.events_metadata_index'::regclass)`);
  expect(indexes).toEqual([{ isValid: true }, { isValid: true }]);
});

test("every function of the schema sets its own search_path", async () => {
  await using db = await createTestDatabase();

  const functions = await db.em.execute<{ name: string; settings: string[] | null }[]>(`
    select proname as name, proconfig as settings from pg_proc
    where pronamespace = 'admin_events'::regnamespace order by 1`);

  expect(functions).not.toEqual([]);
  expect(
    functions.filter(({ settings }) => !settings?.some((setting) => setting.startsWith("search_path="))),
  ).toEqual([]);
});

test("tables of an older pg-boss are upgraded by the migration, not by the server", async () => {
  await using db = await createTestDatabase();
  await using client = await openClient(db.url, { applicationName: "test" });
  for (const version of [46, 45]) await client.query(getRollbackPlans('"admin_events_jobs"', version));
  const getVersion = async () =>
    (await client.query<{ version: number }>("select version from admin_events_jobs.version")).rows[0]
      ?.version;
  expect(await getVersion()).toBe(44);

  await migrate(db.url);

  expect(await getVersion()).toBe(JOB_TABLES_VERSION);
});
