import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { blog, startTestEvents } from "../../testing/start-test-events.ts";
import type { TestEvents } from "../../testing/start-test-events.ts";
import type { LatestInput } from "./latest.ts";
import { listLatest } from "./latest.ts";

function getPage(system: TestEvents, input: LatestInput = {}) {
  return listLatest({ em: system.db.em, catalog: blog, timeZone: "UTC", now: new Date() }, input);
}

async function readAllPages(system: TestEvents, input: LatestInput): Promise<string[]> {
  const ids: string[] = [];

  for (let cursor: string | undefined; ;) {
    const { items, nextCursor } = await getPage(system, { ...input, cursor });
    ids.push(...items.map(({ id }) => id));
    if (nextCursor === null) return ids;
    cursor = nextCursor;
  }
}

test("lists events newest first by arrival, with their users", async () => {
  await using system = await startTestEvents();
  const [first] = await system.store([{ name: "user.confirmed", userId: "u_1" }]);
  const [second] = await system.store([{ name: "user.confirmed", timestamp: "2026-01-01T00:00:00Z" }]);

  const { items, nextCursor, liveCursor } = await getPage(system);

  expect(items.map(({ id, user }) => [id, user?.id ?? null])).toEqual([
    [second, null],
    [first, "u_1"],
  ]);
  expect(nextCursor).toBeNull();
  expect(liveCursor).toMatch(/^\d+\.0{8}-/);
});

test("filters by name, user and metadata at once", async () => {
  await using system = await startTestEvents();
  const [wanted] = await system.store([
    { name: "post.published", userId: "u_1", metadata: { words: 3 } },
    { name: "post.published", userId: "u_2", metadata: { words: 3 } },
    { name: "post.published", userId: "u_1", metadata: { words: 4 } },
    { name: "user.confirmed", userId: "u_1", metadata: { words: 3 } },
  ]);

  const { items } = await getPage(system, { name: "post.*", userId: "u_1", metadata: { words: 3 } });

  expect(items.map(({ id }) => id)).toEqual([wanted]);
});

test("pages neither skip nor repeat events that share a time", async () => {
  await using system = await startTestEvents();
  const ids = await system.store(Array.from({ length: 60 }, () => ({ name: "user.confirmed" })));

  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 25 }),
      fc.integer({ min: 1, max: 8 }),
      async (limit, distinctTimes) => {
        await sql`
        update admin_events.events set received_at = '2026-03-01'::timestamptz + (abs(hashtext(id::text)) % ${distinctTimes}) * interval '1 ms'
      `.execute(system.db.em.getKysely());

        expect((await readAllPages(system, { limit })).toSorted()).toEqual(ids.toSorted());
      },
    ),
    { numRuns: 15 },
  );
});

test("events that arrive between pages shift nothing", async () => {
  await using system = await startTestEvents();
  const ids = await system.store(Array.from({ length: 10 }, () => ({ name: "user.confirmed" })));
  const { items, nextCursor } = await getPage(system, { limit: 5 });
  await system.store([{ name: "user.confirmed" }]);

  const rest = await getPage(system, { limit: 10, cursor: nextCursor ?? "" });

  expect([...items, ...rest.items].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
});

test("a cursor from elsewhere is rejected with a message", async () => {
  await using system = await startTestEvents();

  await expect(getPage(system, { cursor: "42" })).rejects.toThrow("The cursor is not from this list");
});
