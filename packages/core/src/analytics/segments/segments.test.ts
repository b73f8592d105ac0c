import { User } from "@admin-events/db";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { foldChanges } from "../../days/index.ts";
import type { TestEvents } from "../../testing/start-test-events.ts";
import { blog, startTestEvents } from "../../testing/start-test-events.ts";
import type { FunnelQuestion } from "../funnel/funnel.ts";
import { funnel } from "../funnel/funnel.ts";
import type { Source } from "../source.ts";
import { openSegments } from "./segments.ts";

const start = Date.UTC(2026, 2, 27);
const minute = 60_000;
const names = ["user.signed_up", "user.confirmed", "post.liked"];

const happening = fc.record({
  name: fc.constantFrom(...names),
  user: fc.integer({ min: 0, max: 6 }),
  // Few different moments, so that many events share one.
  at: fc.integer({ min: 0, max: 4 * 24 * 6 }).map((tens) => start + tens * 10 * minute),
});
const change = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("store"),
      events: fc.array(happening, { minLength: 1, maxLength: 25 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("fold") }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("erase a user", "delete some", "move some", "lose what is saved"),
    }),
  },
);
const question: fc.Arbitrary<FunnelQuestion> = fc.record({
  names: fc.array(fc.constantFrom(...names, "user.*", "post.liked"), { minLength: 1, maxLength: 4 }),
  order: fc.constantFrom("any", "ordered", "strict"),
  windowSeconds: fc.constantFrom(600, 3_600, 86_400, 14 * 86_400),
  from: fc.constantFrom("2026-03-27", "2026-03-28", "2026-03-28T10:20:00Z"),
  to: fc.constantFrom("2026-03-29", "2026-03-31", "2026-03-30T04:40:00Z"),
  timeZone: fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kathmandu"),
});

async function perform(
  system: TestEvents,
  { do: what, events = [] }: { do: string; events?: { name: string; user: number; at: number }[] },
) {
  const db = system.db.em.getKysely();
  switch (what) {
    case "store":
      await system.store(
        events.map(({ name, user, at }) => ({
          name,
          userId: user === 0 ? null : `u_${user}`,
          timestamp: new Date(at),
        })),
      );
      return;
    case "fold":
      await foldChanges(system.db.em);
      return;
    case "erase a user":
      await system.db.em.fork().nativeDelete(User, { externalId: "u_1" });
      return;
    case "delete some":
      await sql`delete from events where id in (select id from events order by id limit 2)`.execute(db);
      return;
    case "move some":
      await sql`
        update events set occurred_at = occurred_at + interval '1 day'
        where id in (select id from events order by id desc limit 2)`.execute(db);
      return;
    case "lose what is saved":
      await sql`delete from event_segments`.execute(db);
  }
}

test("funnels from segments equal funnels from rows after whatever happened", async () => {
  await using system = await startTestEvents();
  await using segments = openSegments({ url: system.db.url, logger: system.logger, cacheBytes: 2_000 });
  const rows: Source = {
    em: system.db.em,
    catalog: blog,
    timeZone: "UTC",
    now: new Date("2026-03-30T12:00:00Z"),
  };

  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 5 }),
      fc.array(question, { minLength: 3, maxLength: 3 }),
      async (changes, questions) => {
        for (const change of changes) await perform(system, change);

        for (const question of questions) {
          expect(await funnel({ ...rows, segments }, question)).toEqual(await funnel(rows, question));
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(system.logger.lines).toEqual([]);
});

test("what one process packed, another reads from where it was saved", async () => {
  await using system = await startTestEvents();
  await system.store(
    Array.from({ length: 30 }, (_, index) => ({
      name: "user.confirmed",
      userId: `u_${index}`,
      timestamp: new Date(start),
    })),
  );
  await foldChanges(system.db.em);
  const rows: Source = { em: system.db.em, catalog: blog, timeZone: "UTC", now: new Date() };
  const asked = { names: ["user.confirmed"], from: "2026-03-27", to: "2026-03-28" };
  {
    await using first = openSegments({ url: system.db.url, logger: system.logger });
    await funnel({ ...rows, segments: first }, asked);
  }
  // The row is changed behind the back of the triggers: only somebody who trusts the saved segment does not see it.
  await sql`alter table events disable trigger all`.execute(system.db.em.getKysely());
  await sql`delete from events`.execute(system.db.em.getKysely());

  await using second = openSegments({ url: system.db.url, logger: system.logger });
  const { steps } = await funnel({ ...rows, segments: second }, asked);

  expect(steps[0]?.count).toBe(30);
});

test("a question that fails says why and leaves the next one alone", async () => {
  await using system = await startTestEvents();
  await using segments = openSegments({ url: `${system.db.url}_gone`, logger: system.logger });
  const asked = {
    stepCount: 1,
    order: "any" as const,
    window: 1,
    entries: { from: start, to: start + minute },
    now: start,
    nameIds: [[1]],
  };

  await expect(segments.countFunnel(asked)).rejects.toThrow(/does not exist/);
  await expect(segments.countFunnel(asked)).rejects.toThrow(/does not exist/);
});
