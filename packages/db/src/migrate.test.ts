import { expect, test } from "vitest";
import { migrate } from "./migrate.ts";
import { createTestDatabase } from "./testing/index.ts";

const slimming = "2026-11-21-slim-event-indexes";
const newIndexes = [
  "events_received_index",
  "events_xid_index",
  "events_person_index",
  "events_metadata_index",
];

test("a migration of indexes that was interrupted runs again, and replaces what it left half built", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("delete from migrations where name = ?", [slimming]);
  await db.em.execute(
    "update pg_index set indisvalid = false where indexrelid = 'events_xid_index'::regclass",
  );
  await db.em.execute("drop index events_metadata_index");

  await expect(Promise.all([migrate(db.url), migrate(db.url)])).resolves.toContainEqual([slimming]);

  const indexes = await db.em.execute<{ name: string; valid: boolean }[]>(`
    select indexrelid::regclass::text as name, indisvalid as valid from pg_index where indrelid = 'events'::regclass`);
  const valid = indexes.filter((index) => index.valid).map(({ name }) => name);
  expect(valid).toEqual(expect.arrayContaining(newIndexes));
  expect(indexes).toHaveLength(valid.length);
});

test("indexes are built as soon as whoever writes has finished, however long that takes", async () => {
  await using db = await createTestDatabase();
  await db.em.execute("delete from migrations where name = ?", [slimming]);
  let hasMigrated = false;

  const writing = db.em.transactional(async (em) => {
    await em.execute("insert into event_names (id, name) values (1, 'order.placed')");
    await em.execute("insert into events (id, name_id, occurred_at) values (uuidv7(), 1, now())");
    const migrating = migrate(db.url).then((ran) => {
      hasMigrated = true;
      return ran;
    });
    await em.execute("select pg_sleep(1)");
    expect(hasMigrated).toBe(false);

    return { migrating };
  });

  await expect((await writing).migrating).resolves.toEqual([slimming]);
});
