import { createTestDatabase } from "@admin-events/db/testing";
import { expect, test } from "vitest";
import { findPanelMember, makeAdmin } from "./panel-members.ts";

test("a new admin is found by their email address in any case", async () => {
  await using db = await createTestDatabase();

  const admin = await makeAdmin(db.em, "Ann@Example.com");

  expect(admin).toMatchObject({ email: "ann@example.com", role: "admin" });
  expect(await findPanelMember(db.em, "ANN@example.com")).toEqual(admin);
});

test("an existing account becomes an admin", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("insert into admin_events.panel_users (email) values ('bob@example.com')");
  const before = await findPanelMember(db.em, "bob@example.com");

  const after = await makeAdmin(db.em, "bob@example.com");

  expect(before?.role).toBe("none");
  expect(after).toEqual({ ...before, role: "admin" });
});

test("an unknown email address returns null", async () => {
  await using db = await createTestDatabase();

  expect(await findPanelMember(db.em, "ann@example.com")).toBeNull();
});
