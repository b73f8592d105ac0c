import { createTestDatabase } from "@admin-events/db/testing";
import { Client } from "pg";
import { expect, test } from "vitest";
import { getDatabaseVitals } from "./database-vitals.sql.ts";

test("vitals contain the version, size and connections of the database", async () => {
  await using db = await createTestDatabase();

  const vitals = await getDatabaseVitals(db.em);

  expect(vitals.version).toMatch(/^\d+\.\d+$/);
  expect(vitals.bytes).toBeGreaterThan(1_000_000);
  expect(vitals.connections).toBeGreaterThan(0);
  expect(vitals.connections).toBeLessThan(vitals.maxConnections);
  expect(vitals).toMatchObject({ horizonLagSeconds: 0, unmergedDeltas: 0 });
});

test("the age of an open transaction that has written is the feed lag", async () => {
  await using db = await createTestDatabase();
  const client = new Client({ connectionString: db.url });
  await client.connect();
  await client.query("begin");
  await client.query("insert into admin_events.event_names (name) values ('user.waited')");
  await client.query("select pg_sleep(0.2)");

  const { horizonLagSeconds } = await getDatabaseVitals(db.em);

  expect(horizonLagSeconds).toBeGreaterThan(0.15);
  await client.end();
});
