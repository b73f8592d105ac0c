import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import type { SelectedKind } from "../events/index.ts";
import { selectedKinds } from "../events/index.ts";
import { startTestEvents } from "../testing/start-test-events.ts";
import { countActiveUsers } from "./active-users/active-users.ts";
import { aggregateEvents } from "./aggregate/aggregate.ts";
import { openQueryEngine } from "./engine/query-engine.ts";
import { countRetention } from "./retention/retention.ts";
import { createQueryContext } from "./testing/store-events.ts";
import { listTopUsers } from "./top-users/top-users.ts";

const range = { from: "2026-03-01", to: "2026-04-01" };

test("every count of a kind equals that of plain SQL on the events, from columns, rollups and rows", async () => {
  await using system = await startTestEvents();
  await using engine = openQueryEngine({ url: system.db.url, logger: system.logger });
  const [people, names] = [
    ["u_1", "u_2", "u_3"],
    ["user.confirmed", "post.liked"],
  ];
  const stored = fc.record({
    name: fc.constantFrom(...names),
    userId: fc.constantFrom(...people),
    resourceType: fc.constantFrom(undefined, "post"),
    metadata: fc.constant(MARK),
    timestamp: fc.integer({ min: 1, max: 28 }).map((day) => new Date(Date.UTC(2026, 2, day)).toISOString()),
  });
  const context = createQueryContext(system);

  for (const events of fc.sample(fc.array(stored, { minLength: 1, maxLength: 12 }), 6)) {
    await system.store(events);

    for (const kind of [undefined, ...selectedKinds]) {
      const expected = await countInSql(kind ?? "event");
      for (const each of [{ ...context, engine }, context, { ...context, hasFilter: true }]) {
        const input = { ...range, kind, filter: "hasFilter" in each ? MARK : undefined };
        const { users } = await countActiveUsers(each, input);
        const { users: top } = await listTopUsers(each, input);
        const { current } = await aggregateEvents(each, { ...input, name: "post.*" });
        const { cohorts } = await countRetention(each, {
          ...input,
          entryName: "post.liked",
          interval: "quarter",
        });

        expect([kind, { users, top: top.length, current, cohort: cohorts[0]?.size }]).toEqual([
          kind,
          { users: expected.users, top: expected.users, current: expected.likes, cohort: expected.likers },
        ]);
      }
    }
  }

  async function countInSql(kind: SelectedKind) {
    const condition = { event: "resource_type is null", activity: "resource_type is not null", all: "true" }[
      kind
    ];
    const { rows } = await sql<{ users: number; likes: number; likers: number }>`
      select
        count(distinct user_id)::int as users,
        count(*) filter (where name = 'post.liked')::int as likes,
        count(distinct user_id) filter (where name = 'post.liked')::int as likers
      from admin_events.events join admin_events.event_names on event_names.id = name_id
      where ${sql.raw(condition)}`.execute(system.db.em.getKysely());

    return rows[0]!;
  }
});

/** In every event. As a filter it makes queries read the events instead of rollups and columns. */
const MARK = { marked: true };
