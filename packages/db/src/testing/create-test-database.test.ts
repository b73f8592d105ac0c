import { Client } from "pg";
import { expect, test } from "vitest";
import { openAdminClient } from "./shared-cluster.ts";
import { createTestDatabase } from "./create-test-database.ts";

test("a test database is migrated and empty", async () => {
  await using db = await createTestDatabase();

  const rows = await db.em.execute("select count(*)::int as count from admin_events.events");

  expect(rows).toEqual([{ count: 0 }]);
});

test("databases created at the same time are independent", async () => {
  const databases = await Promise.all(Array.from({ length: 6 }, () => createTestDatabase()));
  const [first, ...others] = databases;
  await first?.em.execute("create table mine ()");

  const found = await Promise.all(others.map((db) => db.em.execute("select to_regclass('mine') as mine")));

  expect(new Set(databases.map((db) => db.url)).size).toBe(6);
  expect(found.flat()).toEqual(Array.from({ length: 5 }, () => ({ mine: null })));
  await Promise.all(databases.map((db) => db[Symbol.asyncDispose]()));
});

test("a disposed database is dropped even if others are connected", async () => {
  const db = await createTestDatabase();
  const guest = new Client({ connectionString: db.url });
  guest.on("error", () => {});
  await guest.connect();

  await db[Symbol.asyncDispose]();

  await expect(openAdminClient(db.url)).rejects.toMatchObject({ code: "3D000" });
});
