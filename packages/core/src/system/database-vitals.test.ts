import { openClient } from "@admin-events/db/connections";
import { createTestDatabase } from "@admin-events/db/testing";
import { expect, test, vi } from "vitest";
import { startTestEvents } from "../testing/start-test-events.ts";
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

test("the feed lag is how long stored events wait for an open transaction of this database, which is named", async () => {
  await using db = await createTestDatabase();
  await using system = await startTestEvents({ db });
  await using writer = await openClient(db.url, { applicationName: "nightly job" });
  await writer.query("begin");
  await writer.query("insert into admin_events.event_names (name) values ('user.waited')");
  await writer.query("savepoint later");
  await writer.query("insert into admin_events.event_names (name) values ('user.left')");

  expect(await getDatabaseVitals(db.em)).toMatchObject({ horizonLagSeconds: 0 });
  await system.events.track("user.signed_up", {});
  await db.em.execute("select pg_sleep(0.2)");
  const { horizonLagSeconds, openWrites } = await getDatabaseVitals(db.em);
  await writer.query("rollback");

  expect(horizonLagSeconds).toBeGreaterThan(0.15);
  expect(openWrites).toEqual([
    {
      pid: expect.any(Number) as number,
      preparedAs: null,
      application: "nightly job",
      role: new URL(db.url).username,
      seconds: expect.any(Number) as number,
    },
  ]);
  await vi.waitFor(async () => expect((await getDatabaseVitals(db.em)).horizonLagSeconds).toBe(0));
});
