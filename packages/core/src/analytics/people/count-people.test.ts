import fc from "fast-check";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import type { Range } from "../../calendar/index.ts";
import { linkVisitor, sentBy, startTestEvents } from "../../testing/start-test-events.ts";
import { getUsageOverview, getUsageTrends } from "../../usage/index.ts";
import { countActiveUsers } from "../active-users/active-users.ts";
import { openQueryEngine } from "../engine/query-engine.ts";
import { createQueryContext } from "../testing/store-events.ts";
import { countPeople } from "./count-people.ts";

const march = (day: number) => Temporal.PlainDate.from({ year: 2026, month: 3, day }).toZonedDateTime("UTC");

test("people are the same number on every page: that of plain SQL, from columns and from rows", async () => {
  await using system = await startTestEvents();
  await using engine = openQueryEngine({ url: system.db.url, logger: system.logger });
  const context = createQueryContext(system, "2026-04-15T12:00:00Z");
  await linkVisitor(system.db, { visitor: "anonymous:a", user: "u_1" });
  const event = fc.record({
    userId: fc.constantFrom("u_1", "u_2", "u_3", "anonymous:a", "anonymous:b", null),
    name: fc.constantFrom("user.confirmed", "post.liked"),
    resourceType: fc.constantFrom(undefined, undefined, "post"),
    hour: fc.integer({ min: 0, max: 24 * 27 }),
  });
  const days = fc.tuple(fc.integer({ min: 1, max: 27 }), fc.integer({ min: 1, max: 4 }));

  for (const [index, events] of fc.sample(fc.array(event, { minLength: 1, maxLength: 8 }), 5).entries()) {
    await system.store(
      events.map(({ userId, hour, ...rest }) => ({
        ...rest,
        ...sentBy(userId),
        timestamp: new Date(Date.UTC(2026, 2, 1, hour)).toISOString(),
      })),
    );

    const ranges = fc
      .sample(days, { numRuns: 4, seed: index })
      .map(([first, length]): Range => ({ from: march(first), to: march(first + length) }));
    const expected = await Promise.all(ranges.map(countInSql));
    expect(await countPeople(context, ranges)).toEqual(expected);
    expect(await countPeople({ ...context, engine }, ranges)).toEqual(expected);
    for (const [index, { from, to }] of ranges.entries()) {
      const input = { from: from.toPlainDate().toString(), to: to.toPlainDate().toString() };
      const usage = { ...context, engine };
      const { points } = await getUsageTrends(usage, { ...input, granularity: "month" });
      expect([
        (await countActiveUsers(context, input)).users,
        (await getUsageOverview(usage, input)).uniqueUsers.current,
        points[0]?.activeUsers,
      ]).toEqual([expected[index], expected[index], expected[index]]);
    }
  }

  async function countInSql({ from, to }: Range): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(distinct coalesce(identities.user_id, events.user_id))::int as count
      from admin_events.events left join admin_events.identities on anonymous_id = events.user_id
      where resource_type is null and occurred_at >= ${from.toInstant().toString()}::timestamptz
        and occurred_at < ${to.toInstant().toString()}::timestamptz`.execute(system.db.em.getKysely());
    return rows[0]!.count;
  }
});

test("nobody is counted without a range, and before the first event", async () => {
  await using system = await startTestEvents();

  expect(await countPeople(createQueryContext(system), [])).toEqual([]);
  expect(await countPeople(createQueryContext(system), [{ from: march(1), to: march(2) }])).toEqual([0]);
});
