import { createTestDatabase } from "@admin-events/db/testing";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { blog, linkVisitor, sentBy } from "../testing/start-test-events.ts";
import { createIdCaches } from "./storing/id-cache.ts";
import type { EventFilter } from "./event-filter.ts";
import { filterCondition } from "./event-filter.sql.ts";
import { matchesFilter, selectedKinds } from "./event-filter.ts";
import type { JsonValue, Metadata, StoredEvent } from "./event.ts";
import { eventTables } from "./event-rows.sql.ts";
import { loadEvents } from "./load-events.ts";
import { prepareEvent } from "./preparing/prepare-event.ts";
import { writeEvents } from "./storing/write-events.sql.ts";

const scalar = fc.oneof(
  fc.constantFrom("a", "5", "true", "", "ä %_\\", '"'),
  fc.constantFrom(0, 5, -1.5, 1e21, 0.1),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.constantFrom("plan", "a", "b", "a.b", "a.b.c", "__proto__", "toString", "with space");
const level = (value: fc.Arbitrary<JsonValue>): fc.Arbitrary<Metadata> =>
  fc.dictionary(key, value, { maxKeys: 3 });
const leaf = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }));
const nested = level(fc.oneof(leaf, level(fc.oneof(leaf, level(leaf)))));
const sentEvent = fc.record({
  name: fc.constantFrom(
    "user.signed_up",
    "post.published",
    "post.liked",
    "poster.hung",
    "post.comment.liked",
  ),
  userId: fc.constantFrom(null, "u_1", "u_2", "anonymous:a", "anonymous:b"),
  metadata: nested,
  resourceType: fc.constantFrom(null, "post", "user"),
  resourceId: fc.constantFrom(null, "1", "2"),
  targetId: fc.constantFrom(null, "1"),
  module: fc.constantFrom(null, "blog"),
  mode: fc.constantFrom(null, "auto", "manual"),
});
const time = fc.constantFrom(
  "2026-03-01T00:00:00.000Z",
  "2026-03-01T00:00:00.003Z",
  "2026-03-01T01:00:00.005+01:00",
);
const filter: fc.Arbitrary<EventFilter> = fc.record(
  {
    name: fc.constantFrom("post.*", "post.liked", "*", "user.joined", "user.signed_up", "post.comment.*"),
    userId: fc.constantFrom("u_1", "u_2", "u_3", "anonymous:a", "anonymous:b"),
    metadata: fc.dictionary(key, fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxKeys: 2 }),
    kind: fc.constantFrom(...selectedKinds),
    resourceType: fc.constantFrom("post", "user"),
    resourceId: fc.constantFrom("1", "2"),
    targetId: fc.constant("1"),
    module: fc.constantFrom("blog", "shop"),
    mode: fc.constantFrom("auto", "manual"),
    since: time,
    until: time,
  },
  { requiredKeys: [] },
);

test("the filter selects the same events in SQL and in memory", async () => {
  await using db = await createTestDatabase();
  const idCaches = createIdCaches();
  const samples = fc.sample(sentEvent, 300).map(({ name, userId, ...details }, index) => ({
    ...prepareEvent({ catalog: {}, unknownEvents: "store", timeZone: "UTC" }, name, {
      ...sentBy(userId),
      ...details,
    }),
    receivedAt: new Date(Date.UTC(2026, 2, 1) + (index % 8)),
  }));
  await writeEvents(db.em, idCaches, samples, { notifyHandlers: false });
  await linkVisitor(db, { visitor: "anonymous:a", user: "u_1" });
  const stored = await loadEvents(
    db.em,
    samples.map(({ id }) => id),
  );
  let matches = 0;

  await fc.assert(
    fc.asyncProperty(filter, async (filter) => {
      const bySql = await idsBySql(filter);
      const inMemory = stored.filter((event) => matchesFilter(blog, filter, event)).map(({ id }) => id);
      matches += inMemory.length;

      expect(bySql).toEqual(inMemory.toSorted());
    }),
    { numRuns: 300 },
  );
  expect(matches).toBeGreaterThan(0);

  async function idsBySql(filter: EventFilter): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      select event.id from ${eventTables} where ${await filterCondition(db.em, blog, filter)} order by event.id`.execute(
      db.em.getKysely(),
    );
    return rows.map(({ id }) => id);
  }
});

test("an alias matches its canonical name in filters and in stored events", () => {
  const event = { name: "user.joined", user: null, metadata: {} } as unknown as StoredEvent;

  expect(matchesFilter(blog, { name: "user.signed_up" }, event)).toBe(true);
  expect(matchesFilter(blog, { name: "user.joined" }, { ...event, name: "user.signed_up" })).toBe(true);
  expect(matchesFilter(blog, { name: "user.confirmed" }, event)).toBe(false);
});
