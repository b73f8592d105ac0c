import { expect, test } from "vitest";
import { migrate } from "./migrate.ts";
import { createTestDatabase } from "./testing/index.ts";

test("rows with a transaction number from another cluster become the oldest, and the others stay unchanged", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("insert into admin_events.event_names (id, name) values (1, 'user.restored')");
  await db.em.execute(`
    insert into admin_events.events (id, name_id, occurred_at, xid)
    select gen_random_uuid(), 1, now(), (900000000000 + number)::text::xid8 from generate_series(1, 25000) as number`);
  await db.em.execute(
    "insert into admin_events.events (id, name_id, occurred_at) values (gen_random_uuid(), 1, now())",
  );

  await migrate(db.url);

  const [counts] = await db.em.execute<object[]>(`
    select
      count(*) filter (where xid = '3')::int as settled,
      count(*) filter (where xid > '3' and xid < pg_snapshot_xmax(pg_current_snapshot()))::int as own,
      count(*) filter (where xid >= pg_snapshot_xmax(pg_current_snapshot()))::int as ahead
    from admin_events.events`);
  expect(counts).toEqual({ settled: 25_000, own: 1, ahead: 0 });
});
