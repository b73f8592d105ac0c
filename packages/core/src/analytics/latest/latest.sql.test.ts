import { sql } from "kysely";
import { expect, test } from "vitest";
import { startTestEvents } from "../../testing/start-test-events.ts";
import { findLatest } from "./latest.sql.ts";

test("finds the newest matches in order, however rare they are", async () => {
  await using system = await startTestEvents();
  const { em } = system.db;
  await system.store(
    Array.from({ length: 500 }, (_, number) => ({ name: "user.confirmed", metadata: { number } })),
  );
  await sql`update admin_events.events set received_at = '2026-03-01'::timestamptz + (metadata->>'number')::int * interval '1 s'`.execute(
    em.getKysely(),
  );
  await sql`analyze admin_events.events`.execute(em.getKysely());

  for (const every of [1, 2, 7, 12, 60, 600]) {
    const rows = await findLatest(em, {
      condition: sql`(event.metadata->>'number')::int % ${every} = 0`,
      olderThan: null,
      isSelective: true,
      limit: 4,
      sampleSize: 20,
    });

    const expected = Array.from({ length: 500 }, (_, number) => 499 - number).filter((n) => n % every === 0);
    expect([every, rows.map(({ metadata }) => metadata.number)]).toEqual([every, expected.slice(0, 4)]);
  }
});
