import { expect, test } from "vitest";
import { migrate } from "../migrate.ts";
import { createTestDatabase } from "../testing/index.ts";
import { migrations } from "./index.ts";

test("activities stored before get name ids of their own, and counts by name id follow", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("drop schema admin_events, admin_events_jobs cascade");
  await migrate(db.url, { migrations: migrations.slice(0, 1) });
  await db.em.execute(`
    insert into admin_events.event_names (id, name, title)
    overriding system value values (1, 'order.placed', 'Placed'), (2, 'plan.changed', null), (3, 'page.opened', null);
    select setval(pg_get_serial_sequence('admin_events.event_names', 'id'), 3);
    insert into admin_events.events (id, name_id, occurred_at, resource_type)
    values
      (uuidv7(), 1, '2026-03-01', null), (uuidv7(), 1, '2026-03-01', 'order'), (uuidv7(), 1, '2026-03-02', 'order'),
      (uuidv7(), 2, '2026-03-01', 'plan'), (uuidv7(), 3, '2026-03-01', null)`);

  await migrate(db.url);

  const counts = await db.em.execute<{ name: string }[]>(`
    select name, is_activity, title, array_agg(distinct resource_type) as types, count(*)::int as stored,
      (select sum(count)::int from admin_events.event_rollup_deltas as delta where delta.name_id = event_name.id) as counted
    from admin_events.events join admin_events.event_names as event_name on event_name.id = name_id
    group by event_name.id order by name, is_activity`);
  const row = (
    name: string,
    is_activity: boolean,
    title: string | null,
    type: string | null,
    stored: number,
  ) => ({
    name,
    is_activity,
    title,
    types: [type],
    stored,
    counted: stored,
  });
  expect(counts).toEqual([
    row("order.placed", false, "Placed", null, 1),
    row("order.placed", true, "Placed", "order", 2),
    row("page.opened", false, null, null, 1),
    row("plan.changed", true, null, "plan", 1),
  ]);
});
