import { createTestDatabase } from "@admin-events/db/testing";
import { Client } from "pg";
import { expect, test } from "vitest";
import { databaseVitals } from "./database-vitals.ts";

test("the database tells its size, its connections and its version", async () => {
  await using db = await createTestDatabase();

  const vitals = await databaseVitals(db.em);

  expect(vitals.version).toMatch(/^\d+\.\d+$/);
  expect(vitals.bytes).toBeGreaterThan(1_000_000);
  expect(vitals.connections).toBeGreaterThan(0);
  expect(vitals.connections).toBeLessThan(vitals.mostConnections);
  expect(vitals).toMatchObject({ horizonLagSeconds: 0, unmergedDeltas: 0 });
});

test("a transaction that has written and stays open is the lag of the feed", async () => {
  await using db = await createTestDatabase();
  const client = new Client({ connectionString: db.url });
  await client.connect();
  await client.query("begin");
  await client.query("insert into admin_events.event_names (name) values ('user.waited')");
  await client.query("select pg_sleep(0.2)");

  const { horizonLagSeconds } = await databaseVitals(db.em);

  expect(horizonLagSeconds).toBeGreaterThan(0.15);
  await client.end();
});
