import { createTestDatabase } from "@admin-events/db/testing";
import { expect, test } from "vitest";
import { findStorageProblem } from "./find-storage-problem.sql.ts";

test("a migrated database that accepts writes has no problem, and a read-only session has", async () => {
  await using db = await createTestDatabase();

  expect(await findStorageProblem(db.em)).toBeNull();
  await db.em.transactional(async (em) => {
    await em.execute("set transaction read only");
    expect(await findStorageProblem(em)).toBe("The database is read-only.");
  });
});

test("missing migrations are named, as are missing tables", async () => {
  await using db = await createTestDatabase();

  await db.em.execute("delete from admin_events.migrations where name = '2026-11-27-imports'");
  expect(await findStorageProblem(db.em)).toBe(
    "Migrations are missing: 2026-11-27-imports. Run `pnpm cli migrate`.",
  );
  await db.em.execute("alter table admin_events.events rename to events_elsewhere");
  expect(await findStorageProblem(db.em)).toContain("The tables of the schema admin_events are missing.");
  await db.em.execute("drop schema admin_events cascade");
  expect(await findStorageProblem(db.em)).toContain("The tables of the schema admin_events are missing.");
});

test("a role that may not insert is told so", async () => {
  await using db = await createTestDatabase();
  const role = `reader_${process.pid}`;
  await db.em.execute(`create role ${role}; grant usage on schema admin_events to ${role}`);
  await db.em.execute(`grant select on all tables in schema admin_events to ${role}`);

  await db.em.transactional(async (em) => {
    await em.execute(`set local role ${role}`);
    expect(await findStorageProblem(em)).toContain("The role may not insert into admin_events.events.");
  });
  await db.em.execute(`drop owned by ${role}; drop role ${role}`);
});
