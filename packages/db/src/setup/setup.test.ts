import { randomBytes } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { openClient } from "../connections/open-client.ts";
import { entitySchemas } from "../entities/index.ts";
import { migrate } from "../migrate.ts";
import { migrations } from "../migrations/index.ts";
import { SchemaMigration } from "../migrations/schema-migration.ts";
import type { TestDatabase } from "../testing/index.ts";
import { createTestDatabase } from "../testing/index.ts";
import { describeServerProblems } from "./find-server-problems.ts";
import { SECRET_TABLES } from "./secret-tables.ts";
import type { SetupSqlOptions } from "./setup-sql.ts";
import { createSetupSql } from "./setup-sql.ts";

class LaterTables extends SchemaMigration {
  override up(): void {
    this.addSql("create table visits (id integer generated always as identity primary key, note text)");
  }
}
const later = { migrations: [...migrations, { name: "2027-01-01-visits", class: LaterTables }] };

/** A database without the product's schemas. Roles whose names begin with the prefix are dropped after the test. */
async function createEmptyDatabase(): Promise<{ db: TestDatabase; prefix: string }> {
  const db = await createTestDatabase();
  const prefix = `role_${randomBytes(5).toString("hex")}`;
  await db.em.execute("drop schema admin_events, admin_events_jobs cascade");
  onTestFinished(async () => {
    const roles = await db.em.execute<{ name: string }[]>(
      `select quote_ident(rolname) as name from pg_roles where rolname like '${prefix}%'`,
    );
    await db.em.execute(`alter database ${new URL(db.url).pathname.slice(1)} owner to current_user`);
    for (const { name } of roles) await db.em.execute(`drop owned by ${name} cascade`);
    for (const { name } of roles) await db.em.execute(`drop role ${name}`);
    await db[Symbol.asyncDispose]();
  });

  return { db, prefix };
}

function asRole(db: TestDatabase, role: string): string {
  const url = new URL(db.url);
  [url.username, url.password] = [role, "secret"];

  return url.href;
}

/** Runs `setup-sql` as an administrator who is not a superuser, twice, and gives the roles passwords. */
async function setUp(db: TestDatabase, prefix: string, options: SetupSqlOptions = {}) {
  const [owner, runtime, reader] = [`${prefix}_owner`, `${prefix} server`, `${prefix}_reader`];
  const admin = `${prefix}_admin`;
  await db.em.execute(`create role ${admin} login createrole password 'secret'`);
  await db.em.execute(`alter database ${new URL(db.url).pathname.slice(1)} owner to ${admin}`);
  await using client = await openClient(asRole(db, admin), { applicationName: "setup" });
  const statements = createSetupSql({ owner, runtime, reader, ...options });
  await client.query(statements);
  await client.query(statements);
  for (const role of [owner, runtime, reader])
    await client.query(`alter role ${client.escapeIdentifier(role)} password 'secret'`);

  return { owner: asRole(db, owner), runtime: asRole(db, runtime), reader: asRole(db, reader) };
}

test("the owner migrates, the server's role needs no ownership, and later tables are granted by themselves", async () => {
  const { db, prefix } = await createEmptyDatabase();
  const urls = await setUp(db, prefix);

  expect(await migrate(urls.owner)).toEqual(migrations.map(({ name }) => name));
  expect(await migrate(urls.runtime)).toEqual([]);
  await expect(migrate(urls.runtime, later)).rejects.toThrow(
    `Pending migrations, and \`restore\`, need the role ${prefix}_owner, which owns the tables and schemas; ${prefix} server may not change them. Run \`pnpm cli migrate\` or \`restore\` with the role ${prefix}_owner in DATABASE_URL`,
  );
  expect(await migrate(urls.owner, later)).toEqual(["2027-01-01-visits"]);

  await using server = await openClient(urls.runtime, { applicationName: "test" });
  await server.query("insert into admin_events.visits (note) values ('first')");
  await server.query("update admin_events.api_keys set name = name");
  await server.query("select admin_events_jobs.job_now()");
  await expect(server.query("create table admin_events.mine ()")).rejects.toMatchObject({ code: "42501" });
});

test("the reader sees events and later tables, and neither secrets nor background jobs", async () => {
  const { db, prefix } = await createEmptyDatabase();
  const urls = await setUp(db, prefix);
  await migrate(urls.owner);
  await migrate(urls.owner, later);
  await setUpAgain(db, prefix);

  await using reader = await openClient(urls.reader, { applicationName: "test" });
  const tables = [...entitySchemas.map(({ meta }) => meta.tableName), "visits"];
  const hidden: string[] = [];
  for (const table of tables) {
    await reader.query(`select from admin_events.${table}`).catch((error: { code: string }) => {
      expect(error.code).toBe("42501");
      hidden.push(table);
    });
  }

  expect(hidden.toSorted()).toEqual([...SECRET_TABLES].toSorted());
  await expect(reader.query("select from admin_events_jobs.job")).rejects.toMatchObject({ code: "42501" });
  await expect(reader.query("delete from admin_events.events")).rejects.toMatchObject({ code: "42501" });
});

/** After an upgrade, with tables there. */
async function setUpAgain(db: TestDatabase, prefix: string): Promise<void> {
  await using client = await openClient(asRole(db, `${prefix}_admin`), { applicationName: "setup" });
  await client.query(
    createSetupSql({ owner: `${prefix}_owner`, runtime: `${prefix} server`, reader: `${prefix}_reader` }),
  );
}

test("the statements are for the named database only, and hold no password", async () => {
  await using db = await createTestDatabase();
  const statements = createSetupSql({ database: "shop", schema: "analytics" });

  await expect(db.em.execute(statements)).rejects.toThrow("These statements are for the database shop");
  expect(statements.replaceAll("\\password", "")).not.toMatch(/password '/i);
  expect(statements).toContain(
    'create schema if not exists "analytics_jobs" authorization "analytics_owner"',
  );
});

test.each(['a"b', "a$$b", "x".repeat(64)])("%j is refused as the name of a role", (owner) => {
  expect(() => createSetupSql({ owner })).toThrow("is not supported as a name");
});

test("one message names everything that is in the way, and nothing is changed", async () => {
  const { db, prefix } = await createEmptyDatabase();
  const database = `${prefix}_latin`;
  await db.em.execute(`create database ${database} encoding 'LATIN1' locale 'C' template template0`);
  await db.em.execute(`create role ${prefix}_app login password 'secret'`);
  await db.em.execute(
    `alter role ${prefix}_app in database ${database} set default_transaction_read_only = on`,
  );
  const url = new URL(asRole(db, `${prefix}_app`));
  url.pathname = database;

  const failure = await migrate(url.href, { pooledUrl: db.url }).catch(String);
  await db.em.execute(`drop database ${database} with (force)`);

  expect(failure).toBe(
    [
      "SetupError: Admin Events cannot use this database yet. Nothing was changed.",
      `- The database ${database} is read-only for the role ${prefix}_app. Set default_transaction_read_only to off for both, or set DATABASE_URL to the primary server.`,
      `- The database ${database} has the encoding LATIN1. Create one with: create database <name> encoding 'UTF8' template template0;`,
      `- DATABASE_URL leads to the database ${new URL(db.url).pathname.slice(1)}, and DIRECT_DATABASE_URL to ${database}. Set both to the same one.`,
      `- The role ${prefix}_app may not create the schemas admin_events and admin_events_jobs. As an administrator, run: create schema "admin_events" authorization "${prefix}_app"; create schema "admin_events_jobs" authorization "${prefix}_app";`,
    ].join("\n"),
  );
});

test("objects of another program in the schemas are named", async () => {
  const { db } = await createEmptyDatabase();
  await db.em.execute("create schema admin_events; create table admin_events.events (id int)");
  await db.em.execute("create view admin_events.totals as select 1 as one");

  await expect(migrate(db.url)).rejects.toThrow(
    "contain objects of another program: table admin_events.events, view admin_events.totals. Set DB_SCHEMA to a name that is free.",
  );
});

test("a table of migrations of another program is told from a newer release's", async () => {
  const { db } = await createEmptyDatabase();
  await db.em.execute("create schema admin_events");
  await db.em.execute("create table admin_events.migrations as select '2020-create-users' as name");

  await expect(migrate(db.url)).rejects.toThrow(
    "The schema admin_events has a table migrations of another program. Set DB_SCHEMA to a name that is free.",
  );
});

test("a view of one's own in the schema prevents no later start", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("create view admin_events.totals as select count(*) from admin_events.events");

  expect(await migrate(db.url)).toEqual([]);
  expect(await migrate(db.url, later)).toEqual(["2027-01-01-visits"]);
});

test("a role that may not use the schema, and one that may not write its tables, are told which statements help", async () => {
  const { db, prefix } = await createEmptyDatabase();
  await migrate(db.url);
  await db.em.execute(`create role ${prefix}_app login password 'secret'`);
  const url = asRole(db, `${prefix}_app`);

  await expect(migrate(url)).rejects.toThrow(
    /The schema admin_events belongs to the role admin_events, and the role \S+ may not use it\. Run the statements that `pnpm cli setup-sql` prints[^]+The schema admin_events_jobs/,
  );
  await db.em.execute(`grant usage on schema admin_events, admin_events_jobs to ${prefix}_app`);
  await db.em.execute(
    `grant select on all tables in schema admin_events, admin_events_jobs to ${prefix}_app`,
  );
  await expect(migrate(url)).rejects.toThrow(
    /The role \S+ may not read and write admin_events\.activity_chain_days, .+ and \d+ more\. Run the statements that `pnpm cli setup-sql` prints/,
  );
});

test("an old server, and a role that may not read the cluster's number, are told what to do", () => {
  const fine = {
    version: 150_004,
    versionText: "15.4",
    isStandby: false,
    isReadOnly: false,
    encoding: "UTF8",
    database: "shop",
    role: "app",
    mayReadTimeline: true,
  };

  expect(describeServerProblems(fine)).toEqual([]);
  expect(
    describeServerProblems({
      ...fine,
      version: 130_014,
      versionText: "13.14",
      isStandby: true,
      mayReadTimeline: false,
    }),
  ).toEqual([
    "PostgreSQL is version 13.14. Upgrade it to 14 or newer, or leave DATABASE_URL empty to use the built-in PostgreSQL.",
    "The server is a standby. Set DATABASE_URL to the primary server.",
    'The role app may not tell one PostgreSQL cluster from another. As an administrator, run: grant execute on function pg_control_system(), pg_control_checkpoint() to "app";',
  ]);
});
