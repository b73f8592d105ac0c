import { User } from "@admin-events/db";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { countBetween } from "../analytics/counts/count-between.ts";
import { countBetweenInSql } from "../analytics/counts/count-between.sql.ts";
import type { QueryContext } from "../analytics/query-context.ts";
import type { TestEvents } from "../testing/start-test-events.ts";
import { blog, startTestEvents } from "../testing/start-test-events.ts";
import { mergeRollupDeltas } from "./merge-rollup-deltas.sql.ts";
import { rebuildRollups } from "./rebuild-rollups.sql.ts";

const start = Date.UTC(2026, 2, 27);
const minute = 60_000;
const fiveDays = 5 * 24 * 60;
const names = ["user.signed_up", "user.confirmed", "post.liked"];
const patterns = [...names, "user.*", "*", "cart.never_stored"];

const event = fc.record({
  name: fc.constantFrom(...names),
  at: fc.integer({ min: 0, max: fiveDays * 60 }),
});
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("store" as const),
      events: fc.array(event, { minLength: 1, maxLength: 20 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("merge deltas" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom("delete some", "rename some", "rebuild", "delete a user") }),
  },
);
// Edges may repeat: an empty range has two equal ones.
const edges = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: fiveDays * 60_000 }),
      fc.integer({ min: 0, max: fiveDays / 15 }).map((slot) => slot * 15 * minute),
    ),
    {
      minLength: 2,
      maxLength: 8,
    },
  )
  .map((offsets) => offsets.toSorted((a, b) => a - b).map((offset) => start + offset));

async function perform(
  system: TestEvents,
  { do: action, ...details }: { do: string; events?: { name: string; at: number }[] },
) {
  const db = system.db.em.getKysely();
  switch (action) {
    case "store":
      await system.store(
        (details.events ?? []).map(({ name, at }) => ({
          name,
          userId: "u_1",
          timestamp: new Date(start + at * 1000),
        })),
      );
      return;
    case "merge deltas":
      await mergeRollupDeltas(system.db.em);
      return;
    case "rebuild":
      await rebuildRollups(system.db.em.fork());
      return;
    case "delete some":
      await sql`delete from admin_events.events where id in (select id from admin_events.events order by id limit 3)`.execute(
        db,
      );
      return;
    case "rename some":
      await sql`
        update admin_events.events set name_id = (select min(id) from admin_events.event_names), occurred_at = occurred_at + interval '7 hours'
        where id in (select id from admin_events.events order by id desc limit 3)`.execute(db);
      return;
    case "delete a user":
      await system.db.em.fork().nativeDelete(User, { externalId: "u_1" });
  }
}

test("counts from rollups equal counts from events after any changes and at any edges", async () => {
  await using system = await startTestEvents();
  const context: QueryContext = { em: system.db.em, catalog: blog, timeZone: "UTC", now: new Date() };

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), edges, async (steps, edges) => {
      for (const step of steps) await perform(system, step);

      const range = { from: "", to: "" };
      expect(await countBetween(context, range, patterns, edges)).toEqual(
        await countBetweenInSql(context, range, patterns, edges),
      );
    }),
    { numRuns: 60 },
  );
});

test("concurrent merges count nothing twice", async () => {
  await using system = await startTestEvents();
  await system.store(Array.from({ length: 50 }, () => ({ name: "user.confirmed" })));

  await Promise.all(Array.from({ length: 5 }, () => mergeRollupDeltas(system.db.orm.em.fork())));
  await mergeRollupDeltas(system.db.em);

  const { rows } =
    await sql`select sum(total)::int as total, (select count(*)::int from admin_events.event_rollup_deltas) as left from admin_events.event_rollups`.execute(
      system.db.em.getKysely(),
    );
  expect(rows).toEqual([{ total: 50, left: 0 }]);
});

test("the revision of a day changes with every change, even if its counts do not", async () => {
  await using system = await startTestEvents();
  await system.store([{ name: "user.confirmed", userId: "u_1" }]);
  await mergeRollupDeltas(system.db.em);
  const before = await revisions();

  await system.db.em.fork().nativeDelete(User, { externalId: "u_1" });
  await mergeRollupDeltas(system.db.em);

  expect(await revisions()).not.toEqual(before);

  async function revisions() {
    return (
      await sql`select name_id, day, revision from admin_events.event_rollups`.execute(
        system.db.em.getKysely(),
      )
    ).rows;
  }
});

test("truncating the events empties the rollups", async () => {
  await using system = await startTestEvents();
  await system.store([{ name: "user.confirmed" }]);
  await mergeRollupDeltas(system.db.em);

  await sql`truncate admin_events.events cascade`.execute(system.db.em.getKysely());

  const { rows } =
    await sql`select 1 from admin_events.event_rollups union all select 1 from admin_events.event_rollup_deltas`.execute(
      system.db.em.getKysely(),
    );
  expect(rows).toEqual([]);
});

test("a rebuild repairs wrong counts, and an interrupted rebuild resumes where it stopped", async () => {
  await using system = await startTestEvents();
  const db = system.db.em.getKysely();
  const at = (day: number) => new Date(start + day * 24 * 60 * minute);
  await system.store(
    Array.from({ length: 20 }, (_, day) => ({ name: "user.confirmed", timestamp: at(day) })),
  );
  await mergeRollupDeltas(system.db.em);
  await sql`update admin_events.event_rollups set total = total + 7, slots[1] = slots[1] + 7`.execute(db);
  const interruption = new Error("interrupted");

  const first = rebuildRollups(system.db.em.fork(), {
    onProgress: ({ done, total, next }) => {
      expect([done, total, next]).toEqual([7, 20, "2026-04-03"]);
      throw interruption;
    },
  });
  await expect(first).rejects.toBe(interruption);
  const seen: number[] = [];
  const counted = await rebuildRollups(system.db.em.fork(), { onProgress: ({ done }) => seen.push(done) });

  expect([counted, seen]).toEqual([13, [14, 20]]);
  const { rows } = await sql`select sum(total)::int as total from admin_events.event_rollups`.execute(db);
  expect(rows).toEqual([{ total: 20 }]);
  expect(await rebuildRollups(system.db.em.fork())).toBe(20);
});

test("events stored during a rebuild are neither lost nor counted twice", async () => {
  await using system = await startTestEvents();
  const at = (day: number) => new Date(start + (day % 40) * 24 * 60 * minute);
  const createBatch = (from: number) =>
    Array.from({ length: 40 }, (_, index) => ({ name: "user.confirmed", timestamp: at(from + index) }));
  await system.store(createBatch(0));

  let isDone = false;
  const storing = (async () => {
    for (let batch = 0; !isDone; batch++) await system.store(createBatch(batch));
  })();
  for (let round = 0; round < 5; round++) await rebuildRollups(system.db.em.fork());
  isDone = true;
  await storing;
  await mergeRollupDeltas(system.db.em);

  const { rows } = await sql<{ isCorrect: boolean }>`
    select sum(total) = (select count(*) from admin_events.events) as "isCorrect" from admin_events.event_rollups`.execute(
    system.db.em.getKysely(),
  );
  expect(rows).toEqual([{ isCorrect: true }]);
});
