import { User } from "@admin-events/db";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { pruneUsage } from "../prune-usage.sql.ts";
import { sumRequests } from "../queries/sum-requests.sql.ts";
import type { TestUsage } from "../testing/open-usage.ts";
import { noon, openUsage } from "../testing/open-usage.ts";
import { mergeRequestRollups } from "./merge-request-rollups.sql.ts";

const minute = 60_000;
const start = noon.getTime() - 2 * 24 * 60 * minute;
const moment = fc.integer({ min: 0, max: 2 * 24 * 60 - 1 });
const request = fc.record({
  at: moment,
  userId: fc.constantFrom("ann", "bob", "cat", null),
  route: fc.constantFrom("/a", "/b"),
  status: fc.constantFrom(200, 404, 500),
  durationMs: fc.double({ min: 0, max: 5_000, noNaN: true }),
});
const step = fc.oneof(
  { weight: 4, arbitrary: fc.array(request, { minLength: 1, maxLength: 12 }) },
  { weight: 3, arbitrary: fc.constantFrom("merge", "delete some", "move some", "delete a user", "prune") },
);
const edges = fc
  .uniqueArray(
    fc.oneof(
      moment,
      fc.integer({ min: 0, max: 48 }).map((hour) => hour * 60),
    ),
    {
      minLength: 2,
      maxLength: 6,
    },
  )
  .map((offsets) => offsets.toSorted((a, b) => a - b).map((offset) => start + offset * minute));

async function perform(usage: TestUsage, change: string | { at: number }[]): Promise<void> {
  const db = usage.db.em.getKysely();
  if (typeof change !== "string") {
    await usage.requests(
      change.map(({ at, ...details }) => ({ ...details, occurredAt: new Date(start + at * minute) })),
    );
    return;
  }
  switch (change) {
    case "merge":
      await mergeRequestRollups(usage.db.em, noon);
      return;
    case "delete some":
      await sql`delete from admin_events.requests where id in (select id from admin_events.requests order by id limit 3)`.execute(
        db,
      );
      return;
    case "move some":
      await sql`
        update admin_events.requests set occurred_at = occurred_at - interval '7 hours', duration_ms = duration_ms + 100
        where id in (select id from admin_events.requests order by id desc limit 3)`.execute(db);
      return;
    case "delete a user":
      await usage.db.em.fork().nativeDelete(User, { externalId: "bob" });
      return;
    case "prune":
      await pruneUsage(usage.db.em, 1, noon);
  }
}

test("sums equal counts from the requests after any changes and at any edges", async () => {
  await using usage = await openUsage();

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), edges, async (steps, edges) => {
      for (const step of steps) await perform(usage, step);

      for (const by of ["slice", "route"] as const) {
        const sums = await sumRequests(usage.db.em, edges, by);
        expect(toComparable(sums)).toEqual(await countRequestsDirectly(usage, edges, by));
      }
    }),
    { numRuns: 60 },
  );
});

test("concurrent merges count an hour once, and leave the running hour open", async () => {
  await using usage = await openUsage();
  await usage.requests([{ occurredAt: new Date(noon.getTime() - 1) }, { occurredAt: noon }]);

  const merged = await Promise.all(
    Array.from({ length: 5 }, () =>
      mergeRequestRollups(usage.db.orm.em.fork(), new Date(noon.getTime() + minute)),
    ),
  );

  expect(merged.toSorted()).toEqual([0, 0, 0, 0, 1]);
  const { rows } = await sql`
    select (select sum(total)::int from admin_events.request_rollups) as total, (select count(*)::int from admin_events.stale_request_hours) as open`.execute(
    usage.db.em.getKysely(),
  );
  expect(rows).toEqual([{ total: 1, open: 1 }]);
});

test("truncating the requests empties the rollups", async () => {
  await using usage = await openUsage();
  await usage.requests([{ userId: "ann", occurredAt: new Date(start) }]);
  await mergeRequestRollups(usage.db.em, noon);

  await sql`truncate admin_events.requests`.execute(usage.db.em.getKysely());

  const { rows } = await sql`
    select 1 from admin_events.request_rollups union all select 1 from admin_events.request_user_rollups union all select 1 from admin_events.stale_request_hours`.execute(
    usage.db.em.getKysely(),
  );
  expect(rows).toEqual([]);
});

function toComparable(sums: Awaited<ReturnType<typeof sumRequests>>) {
  return [...sums]
    .sort(([one], [other]) => one - other)
    .map(([key, { total, errors, durationMs, durations }]) => ({
      key,
      total,
      errors,
      durationMs: durationMs.toFixed(1),
      counted: [...durations.values()].reduce((sum, count) => sum + count, 0),
    }));
}

async function countRequestsDirectly(usage: TestUsage, edges: readonly number[], by: "slice" | "route") {
  const times = edges.map((edge) => new Date(edge).toISOString());
  const key = by === "route" ? sql`route_id` : sql`width_bucket(occurred_at, ${times}::timestamptz[]) - 1`;
  const { rows } = await sql<{ key: number; total: number; errors: number; durationMs: number }>`
    select
      ${key} as key, count(*)::int as total, count(*) filter (where status >= 400)::int as errors,
      sum(duration_ms::float8)::float8 as "durationMs"
    from admin_events.requests
    where occurred_at >= ${times[0]}::timestamptz and occurred_at < ${times.at(-1)}::timestamptz
    group by 1 order by 1`.execute(usage.db.em.getKysely());

  return rows.map((row) => ({ ...row, durationMs: row.durationMs.toFixed(1), counted: row.total }));
}
