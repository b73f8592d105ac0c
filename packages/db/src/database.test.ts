import { MikroORM } from "@mikro-orm/postgresql";
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
