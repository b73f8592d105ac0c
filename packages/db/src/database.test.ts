import { defineEntity, MikroORM, p } from "@mikro-orm/postgresql";
import { sql } from "kysely";
import { expect, test } from "vitest";
import type { EntityManager } from "./database.ts";
import { getSchema, tables } from "./database.ts";
import { entitySchemas } from "./entities/index.ts";
import { createTestDatabase } from "./testing/index.ts";

test("Kysely reads the product's table without a schema, and the application's with one", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("create table public.users (external_id text)");
  await db.em.execute("insert into public.users values ('of the application')");
  await db.em.execute("insert into admin_events.users (external_id) values ('of the product')");
  const kysely = db.em.getKysely();

  const product = await kysely.selectFrom("users").select("external_id").execute();
  const raw = await sql`select external_id from ${tables.users}`.execute(kysely);
  const application = await sql`select external_id from ${sql.table("public.users")}`.execute(kysely);

  expect(product).toEqual([{ external_id: "of the product" }]);
  expect(raw.rows).toEqual(product);
  expect(application.rows).toEqual([{ external_id: "of the application" }]);
});

test("times and 64-bit integers arrive as the text that the types promise", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("insert into admin_events.handlers (name, pattern) values ('welcome', '*')");

  const [handler] = await db.em.getKysely().selectFrom("handlers").selectAll().execute();

  expect(handler).toEqual({
    name: "welcome",
    pattern: "*",
    succeeded: "0",
    registered_at: expect.any(String) as string,
  });
});

test("an entity manager of another MikroORM is rejected instead of reading the application's tables", async () => {
  await using db = await createTestDatabase();
  const foreign = await MikroORM.init({ clientUrl: db.url, entities: [...entitySchemas] });

  expect(getSchema(db.em)).toBe("admin_events");
  expect(() => getSchema(foreign.em as EntityManager)).toThrow("Open the ORM with connect()");
  await foreign.close();
});

test("a table of the application with the product's name is reached through its own entity", async () => {
  const UserSchema = defineEntity({
    name: "AppUser",
    tableName: "users",
    schema: "public",
    properties: { id: p.integer().primary(), email: p.text() },
  });
  class AppUser extends UserSchema.class {}
  UserSchema.setClass(AppUser);
  await using db = await createTestDatabase({ entities: [AppUser] });
  await db.em.execute("create table public.users (id integer primary key, email text)");
  await db.em.execute("insert into public.users values (1, 'ann@app.example')");
  await db.em.execute("insert into admin_events.users (id, external_id) values (1, 'u_1')");

  const found = await db.em.findOneOrFail(AppUser, { id: 1 });
  await db.em.nativeDelete(AppUser, { id: 1 });

  expect(found.email).toBe("ann@app.example");
  expect(await db.em.getKysely().selectFrom("users").select("external_id").execute()).toEqual([
    { external_id: "u_1" },
  ]);
});

test("temporary tables of the session do not capture what triggers record", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("insert into admin_events.event_names (id, name) values (1, 'order.placed')");

  await db.em.transactional(async (em) => {
    await em.execute(
      "create temp table event_rollup_deltas (name_id int, slot int, count int, is_append boolean) on commit drop",
    );
    await em.execute(
      "insert into admin_events.events (id, name_id, occurred_at) values (uuidv7(), 1, now())",
    );
  });

  expect(await db.em.getKysely().selectFrom("event_rollup_deltas").select("count").execute()).toEqual([
    { count: 1 },
  ]);
});

test("a common table expression with a table's name is left alone", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("insert into admin_events.users (id, external_id) values (7, 'u_7')");

  const rows = await db.em
    .getKysely()
    .with("groups", (kysely) => kysely.selectFrom("users").select("id"))
    .selectFrom("groups")
    .select("id")
    .execute();

  expect(rows).toEqual([{ id: 7 }]);
});
