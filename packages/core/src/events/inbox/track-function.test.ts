import type { OpenClient } from "@admin-events/db/connections";
import { openClient } from "@admin-events/db/connections";
import type { TestDatabase } from "@admin-events/db/testing";
import { createTestDatabase } from "@admin-events/db/testing";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";

const openApp = (db: TestDatabase) => openClient(db.url, { applicationName: "app" });

async function listNames(client: OpenClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select name from admin_events.inbox order by sequence",
  );

  return rows.map(({ name }) => name);
}

test("an event of SQL is part of the transaction and of its savepoints", async () => {
  await using db = await createTestDatabase();
  await using client = await openApp(db);

  await client.query("begin");
  await client.query("select admin_events.track('order.rolled_back')");
  await client.query("rollback");
  await client.query("begin");
  await client.query("select admin_events.track('order.placed')");
  await client.query("savepoint undo");
  await client.query("select admin_events.track('order.undone')");
  await expect(client.query("select admin_events.track('not a name')")).rejects.toThrow(/^name: /);
  await client.query("rollback to undo");
  await client.query("select admin_events.track(name => 'order.paid', options => null)");
  await client.query("commit");

  expect(await listNames(client)).toEqual(["order.placed", "order.paid"]);
});

test("ids of a transaction are of version 7 and in order", async () => {
  await using db = await createTestDatabase();
  await using client = await openApp(db);

  const { rows } = await client.query<{ id: string }>(
    "select admin_events.track('order.placed') as id from generate_series(1, 2000)",
  );

  const ids = rows.map(({ id }) => id);
  expect(
    ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toEqual([]);
  expect(new Set(ids).size).toBe(2_000);
  const unordered = ids.filter(
    (id, index) => index > 0 && id.slice(0, 18) < (ids[index - 1] ?? "").slice(0, 18),
  );
  expect(unordered).toEqual([]);
});

test("a role with nothing but usage and execute tracks, whatever its search_path and its own objects are", async () => {
  await using db = await createTestDatabase();
  const role = `app_${randomBytes(4).toString("hex")}`;
  await using owner = await openClient(db.url, { applicationName: "owner" });
  await owner.query(`create role ${role}; create schema hostile authorization ${role};
    grant usage on schema admin_events to ${role};
    grant execute on function admin_events.track(text, jsonb), admin_events.log_activity(text, jsonb) to ${role}`);

  await owner.query(`set role ${role}; set search_path = hostile, pg_temp, public, admin_events`);
  await owner.query(`
    create table hostile.inbox (id uuid, name text, options jsonb);
    create table hostile.events (id int);
    create temp table inbox (id uuid, name text, options jsonb);
    create temp table declared_fields (event_name text, field text);
    create function hostile.pg_notify(text, text) returns void language plpgsql as 'begin raise exception ''hijacked''; end';
    create function hostile.redact_value(jsonb, text, text, text, int) returns jsonb language sql as 'select $1'`);
  await owner.query(`select admin_events.track('order.placed', '{"metadata": {"password": "hunter2"}}')`);
  await owner.query("select admin_events.log_activity('post.edited', '{}')");
  const rejected = ["inbox", "events", "users", "declared_fields"].map(
    (table) => `select from admin_events.${table}`,
  );
  for (const statement of [
    ...rejected,
    "delete from admin_events.inbox",
    "select admin_events.redact_value('{}', '', null, 'a.b', 1)",
    "select admin_events.get_secret_kind('password')",
    "create table admin_events.mine (id int)",
  ])
    await expect.soft(owner.query(statement), statement).rejects.toMatchObject({ code: "42501" });
  await owner.query("reset role");

  expect(await listNames(owner)).toEqual(["order.placed", "post.edited"]);
  expect((await owner.query("select options::text from admin_events.inbox")).rows[0]).toEqual({
    options: expect.not.stringContaining("hunter2") as string,
  });
  await owner.query(`drop owned by ${role}; drop role ${role}`);
});

test("a role without the grant cannot call the functions", async () => {
  await using db = await createTestDatabase();
  const role = `app_${randomBytes(4).toString("hex")}`;
  await using owner = await openClient(db.url, { applicationName: "owner" });
  await owner.query(`create role ${role}; grant usage on schema admin_events to ${role}; set role ${role}`);

  await expect(owner.query("select admin_events.track('order.placed')")).rejects.toMatchObject({
    code: "42501",
  });
  await owner.query(`reset role; drop owned by ${role}; drop role ${role}`);
});

test("eight serializable clients commit every transaction", async () => {
  await using db = await createTestDatabase();
  await using clients = new AsyncDisposableStack();
  const opened = await Promise.all(Array.from({ length: 8 }, async () => clients.use(await openApp(db))));

  await Promise.all(
    opened.map(async (client) => {
      for (let round = 0; round < 10; round++) {
        await client.query("begin isolation level serializable");
        await client.query(`select admin_events.track('order.placed', '{"userId": "u_${round}"}')`);
        await client.query("commit");
      }
    }),
  );

  expect(await listNames(opened[0] as OpenClient)).toHaveLength(80);
});

test("transactions that track the same new people in opposite orders do not wait for each other", async () => {
  await using db = await createTestDatabase();
  await using first = await openApp(db);
  await using second = await openApp(db);
  const track = (client: OpenClient, userId: string, id: string) =>
    client.query("select admin_events.track($1, $2)", [`order.of_${userId}`, JSON.stringify({ userId, id })]);
  const ids = ["019a0000-0000-7000-8000-000000000001", "019a0000-0000-7000-8000-000000000002"] as const;

  await Promise.all([first.query("begin"), second.query("begin")]);
  await Promise.all([track(first, "a", ids[0]), track(second, "b", ids[1])]);
  await Promise.all([track(first, "b", ids[1]), track(second, "a", ids[0])]);
  await Promise.all([first.query("commit"), second.query("commit")]);

  expect(await listNames(first)).toHaveLength(4);
});
