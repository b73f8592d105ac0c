import { createTestDatabase } from "@admin-events/db/testing";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { blog, linkVisitor, sentBy } from "../testing/start-test-events.ts";
import { createIdCaches } from "./storing/id-cache.ts";
import type { EventFilter } from "./event-filter.ts";
import { filterCondition, metadataCondition } from "./event-filter.sql.ts";
import { matchesFilter, selectedKinds } from "./event-filter.ts";
import type { JsonValue, Metadata, StoredEvent } from "./event.ts";
import { eventTables } from "./event-rows.sql.ts";
import { loadEvents } from "./load-events.ts";
import { isStorableKey } from "./preparing/metadata-key.ts";
import { prepareEvent } from "./preparing/prepare-event.ts";
import { writeEvents } from "./storing/write-events.sql.ts";

const scalar = fc.oneof(
  fc.constantFrom("a", "5", "true", "", "ä %_\\", '"'),
  fc.constantFrom(0, 5, -1.5, 1e21, 0.1),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.constantFrom(
  ...[
    "plan",
    "a",
    "b",
    "a.b",
    "a.b.c",
    "__proto__",
    "toString",
    "with space",
    "org:resource",
    "Amount (EUR)",
    "日本",
  ],
  ...["items[0]", "$.a", "a'b", "*", "", ".", "a.", "Größe"],
);
const level = (value: fc.Arbitrary<JsonValue>): fc.Arbitrary<Metadata> =>
  fc.dictionary(key, value, { maxKeys: 3 });
const toListOrValue = (value: fc.Arbitrary<JsonValue>) => fc.oneof(value, fc.array(value, { maxLength: 2 }));
const leaf = toListOrValue(toListOrValue(scalar));
const nested = level(toListOrValue(fc.oneof(leaf, level(toListOrValue(fc.oneof(leaf, level(leaf)))))));
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

test.each<[string, Metadata, EventFilter["metadata"], boolean]>([
  ["an element of a list", { tags: ["vip", "new"] }, { tags: "vip" }, true],
  ["no part of an element", { tags: ["vip", "new"] }, { tags: "vi" }, false],
  ["one of several values", { tags: ["vip"] }, { tags: ["x", "vip"] }, true],
  ["a property of objects in a list", { items: [{ sku: "a" }, { sku: "b" }] }, { "items.sku": "b" }, true],
  ["null in a list", { tags: [null] }, { tags: null }, true],
  ["no missing property as null", { a: 1 }, { tags: null }, false],
  ["no number as a text", { zip: "90210" }, { zip: 90210 }, false],
  ["negative numbers", { balance: [-1.5, 1e21] }, { balance: -1.5 }, true],
  ["an object with a dotted key in another", { a: { "b.c": { d: 1 } } }, { "a.b.c.d": 1 }, true],
  ["a key with many dots", { "a.b.c.d.e.f.g.h.i.j.k": { l: 1 } }, { "a.b.c.d.e.f.g.h.i.j.k.l": 1 }, true],
  ["a key in any script with any sign", { "Größe (cm): [日本]": 5 }, { "Größe (cm): [日本]": 5 }, true],
  ["no value with NUL", { a: "b" }, { a: "b\u0000" }, false],
  ["no infinite number as null", { a: null }, { a: Infinity }, false],
])("a filter finds %s, in SQL and in memory", async (_title, metadata, filter, isFound) => {
  await using db = await createTestDatabase();
  const event = prepareEvent({ catalog: {}, unknownEvents: "store", timeZone: "UTC" }, "post.liked", {
    metadata,
  });
  await writeEvents(db.em, createIdCaches(), [event], { notifyHandlers: false });
  const [stored] = await loadEvents(db.em, [event.id]);

  const { rows } = await sql`
    select 1 from ${eventTables} where ${await filterCondition(db.em, blog, { metadata: filter })}`.execute(
    db.em.getKysely(),
  );

  expect(stored?.metadata).toEqual(metadata);
  expect(rows.length === 1).toBe(isFound);
  expect(matchesFilter(blog, { metadata: filter }, stored!)).toBe(isFound);
});

test("every stored value can be asked for by its path, in SQL and in memory", async () => {
  await using db = await createTestDatabase();
  const idCaches = createIdCaches();
  const anyKey = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 6 })
    .filter((text) => isStorableKey(text) && text === text.toWellFormed());
  const anyValue = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 6 }).filter((text) => !/[=/\0]/.test(text)),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const path = fc.array(anyKey, { minLength: 1, maxLength: 4 });

  await fc.assert(
    fc.asyncProperty(path, anyValue, fc.boolean(), async (path, value, isInList) => {
      const metadata = path.reduceRight<JsonValue>(
        (inner, key) => Object.fromEntries([[key, inner]]),
        isInList ? ["other", value] : value,
      ) as Metadata;
      const event = prepareEvent({ catalog: {}, unknownEvents: "store", timeZone: "UTC" }, "post.liked", {
        metadata,
      });
      const filter: EventFilter = { metadata: Object.fromEntries([[path.join("."), value]]) };
      await writeEvents(db.em, idCaches, [event], { notifyHandlers: false });
      const [stored] = await loadEvents(db.em, [event.id]);

      const { rows } = await sql<{ id: string }>`
        select event.id from ${eventTables}
        where event.id = ${event.id}::uuid and ${await filterCondition(db.em, blog, filter)}`.execute(
        db.em.getKysely(),
      );

      expect(stored?.metadata).toEqual(JSON.parse(JSON.stringify(metadata)));
      expect(rows).toHaveLength(1);
      expect(matchesFilter(blog, filter, stored!)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test("a filter with too many dots for its values is refused, and any other is answered quickly", () => {
  const manyValues = Array.from({ length: 50 }, (_, index) => index);

  expect(() => metadataCondition({ "a.b.c.d.e.f.g.h.i.j": manyValues })).toThrow(
    "filter.a.b.c.d.e.f.g.h.i.j: has too many dots for 50 values; ask for at most 3",
  );
  expect(() => metadataCondition({ ["a.".repeat(500)]: 1 })).not.toThrow();
});

test("an alias matches its canonical name in filters and in stored events", () => {
  const event = { name: "user.joined", user: null, metadata: {} } as unknown as StoredEvent;

  expect(matchesFilter(blog, { name: "user.signed_up" }, event)).toBe(true);
  expect(matchesFilter(blog, { name: "user.joined" }, { ...event, name: "user.signed_up" })).toBe(true);
  expect(matchesFilter(blog, { name: "user.confirmed" }, event)).toBe(false);
});
