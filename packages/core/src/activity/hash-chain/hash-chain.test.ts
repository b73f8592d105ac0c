import { defineEvents } from "@admin-events/catalog";
import { expect, test } from "vitest";
import { prune } from "../../data-retention/index.ts";
import type { TestEvents } from "../../testing/start-test-events.ts";
import { rowCount, startTestEvents } from "../../testing/start-test-events.ts";
import { eraseUser } from "../../personal-data/index.ts";
import { extendHashChain } from "./extend-hash-chain.ts";
import type { VerifiedChain } from "./verify-hash-chain.ts";
import { verifyHashChain } from "./verify-hash-chain.ts";

const catalog = defineEvents({
  "letter.sent": { title: "Sent a letter", icon: "✉️", pii: ["address"], aliases: ["letter.posted"] },
});
/** The first time at which March 5 can be added to the hash chain. */
const now = new Date("2026-03-06T03:00:00Z");
const days = ["2026-03-01", "2026-03-02", "2026-03-04"] as const;

async function startWithChain(): Promise<TestEvents> {
  const system = await startTestEvents();
  for (const day of days) {
    const ids = await system.store(
      ["ann", "bob", null].map((userId) => ({
        name: userId === "bob" ? "letter.posted" : "letter.sent",
        userId,
        timestamp: `${day}T10:00:00Z`,
        resourceType: "letter",
        metadata: { address: "1 Kiln Lane", pages: 2 },
      })),
    );
    await alter(
      system,
      `update admin_events.events set received_at = '${day}T12:00:00Z' where id in (${ids.map((id) => `'${id}'`).join()})`,
    );
  }
  await system.store([{ name: "letter.read" }]);
  await extendHashChain(system.db.em.fork(), { catalog, now, batchSize: 2 });

  return system;
}

async function alter({ db }: TestEvents, statement: string): Promise<void> {
  await db.em.fork().execute(statement);
}

function verify({ db }: TestEvents, keptHead?: string): Promise<VerifiedChain> {
  return verifyHashChain(db.em, keptHead);
}

async function getHead({ db }: TestEvents, day: string): Promise<string> {
  const [row] = await db.em
    .fork()
    .execute<{ head: string }[]>(
      `select encode(head, 'hex') as head from admin_events.activity_chain_days where day = '${day}'`,
    );

  return row?.head ?? "";
}

function letter(person: string | null, day: string): string {
  const isActor = person
    ? `= (select id from admin_events.users where external_id = '${person}')`
    : "is null";

  return `user_id ${isActor} and received_at = '${day}T12:00:00Z'`;
}

test("each day that has ended is added once, in order, also days without activities", async () => {
  await using system = await startWithChain();

  const found = await verify(system);
  const again = await extendHashChain(system.db.em.fork(), { catalog, now });

  expect(found).toMatchObject({ entries: 9, pruned: 0, days: 5, last: { day: "2026-03-05" }, keptDay: null });
  expect(found.last?.head).toMatch(/^[0-9a-f]{64}$/);
  expect(again).toEqual([]);
  const later = new Date("2026-03-08T02:59:59Z");
  expect(await extendHashChain(system.db.em.fork(), { catalog, now: later })).toEqual(["2026-03-06"]);
});

test("nothing is added without activities, or before the day has ended", async () => {
  await using system = await startTestEvents();
  expect(await extendHashChain(system.db.em.fork(), { catalog })).toEqual([]);

  await system.activity.log({ action: "post.created" });

  expect(await extendHashChain(system.db.em.fork(), { catalog })).toEqual([]);
  expect(await verify(system)).toMatchObject({ entries: 0, days: 0, last: null });
});

test("entries do not depend on the batch size, and an interrupted run starts over", async () => {
  await using system = await startWithChain();
  const head = (await verify(system)).last?.head;

  await alter(system, "delete from admin_events.activity_chain_days where day > '2026-03-01'");
  await extendHashChain(system.db.em.fork(), { catalog, now, batchSize: 1_000 });

  expect((await verify(system)).last?.head).toBe(head);
});

test("an activity is added to the day on which it arrived", async () => {
  await using system = await startWithChain();
  await system.store([{ name: "post.created", resourceType: "post", timestamp: "2026-03-01T10:00:00Z" }]);

  expect(await verify(system)).toMatchObject({ entries: 9 });
});

test.each([
  ["metadata", `metadata = '{"address":"1 Kiln Lane","pages":3}'`],
  ["the resource", "resource_id = '7'"],
  ["the role", "actor_role = 'admin'"],
  ["the verification", "is_unverified = true"],
  ["the event time", "occurred_at = occurred_at + interval '1 second'"],
  ["the arrival time", "received_at = received_at + interval '1 second'"],
  ["the resource type", "resource_type = null"],
  ["the name", "name_id = (select id from admin_events.event_names where name = 'letter.posted')"],
])("a changed activity is reported: %s", async (_, change) => {
  await using system = await startWithChain();

  await alter(system, `update admin_events.events set ${change} where ${letter("ann", "2026-03-02")}`);

  await expect(verify(system)).rejects.toThrow(
    /^Activity [-0-9a-f]{36} \(letter.sent\) of 2026-03-02 was changed after it was added to the hash chain\. /,
  );
});

test.each([
  ["another user", "user_id = (select id from admin_events.users where external_id = 'bob')", "ann"],
  ["none instead of a user who was not erased", "user_id = null", "ann"],
  ["a user instead of none", "user_id = (select id from admin_events.users where external_id = 'bob')", null],
  ["a user without activities instead of none", "user_id = (select max(id) from admin_events.users)", null],
])("a changed actor is reported: %s", async (_, change, person) => {
  await using system = await startWithChain();
  await alter(system, "insert into admin_events.users (external_id) values ('eve')");

  await alter(system, `update admin_events.events set ${change} where ${letter(person, "2026-03-02")}`);

  await expect(verify(system)).rejects.toThrow(/^Activity .* of 2026-03-02 has another actor /);
});

test("a changed user id is reported", async () => {
  await using system = await startWithChain();

  await alter(system, "update admin_events.users set external_id = 'eve' where external_id = 'bob'");

  await expect(verify(system)).rejects.toThrow(
    /of 2026-03-01 has another actor .*, or the actor's id was changed/,
  );
});

test("a deleted activity is reported", async () => {
  await using system = await startWithChain();

  await alter(system, `delete from admin_events.events where ${letter("bob", "2026-03-02")}`);

  await expect(verify(system)).rejects.toThrow(
    /^Activity .* \(letter.posted\) of 2026-03-02 was deleted, and no logged prune covers it/,
  );
});

test.each([
  ["a finished day", "2026-03-03", "is dated 2026-03-03 but is not in the hash chain"],
  ["a day before the chain", "2026-02-01", "is dated before 2026-03-01, the first day of the hash chain,"],
])("an activity that was inserted into %s is reported", async (_, day, message) => {
  await using system = await startWithChain();
  const [id] = await system.store([{ name: "post.created", resourceType: "post" }]);

  await alter(system, `update admin_events.events set received_at = '${day}T12:00:00Z' where id = '${id}'`);

  await expect(verify(system)).rejects.toThrow(`Activity ${id} (post.created) ${message}`);
});

test.each([
  [
    "deleted",
    "delete from admin_events.activity_chain_entries where day = '2026-03-02' and sequence = 2",
    "Entry 2 of 2026-03-02 is missing",
  ],
  [
    "deleted at the end of a day",
    "delete from admin_events.activity_chain_entries where day = '2026-03-02' and sequence = 3",
    "The head of 2026-03-02 does not follow from its 2 entries",
  ],
  [
    "swapped",
    `update admin_events.activity_chain_entries set sequence = sequence + 10 where day = '2026-03-02' and sequence < 3;
     update admin_events.activity_chain_entries set sequence = 13 - sequence where day = '2026-03-02' and sequence > 3`,
    "Entry 1 of 2026-03-02 does not follow from the entry before it",
  ],
  [
    "changed",
    "update admin_events.activity_chain_entries set content = sha256('x') where day = '2026-03-02' and sequence = 2",
    "Entry 2 of 2026-03-02 does not follow from the entry before it",
  ],
  [
    "changed to skip more keys",
    "update admin_events.activity_chain_entries set personal = '{address,pages}' where day = '2026-03-02' and sequence = 2",
    "Entry 2 of 2026-03-02 does not follow from the entry before it",
  ],
  [
    "added",
    `insert into admin_events.activity_chain_entries select event_id, occurred_at, day, 4, name, personal, actor, content, hash
     from admin_events.activity_chain_entries where day = '2026-03-02' and sequence = 3`,
    "Entry 4 of 2026-03-02 does not follow from the entry before it",
  ],
])("a chain entry that was %s is reported", async (_, statements, message) => {
  await using system = await startWithChain();

  for (const statement of statements.split(";")) await alter(system, statement);

  await expect(verify(system)).rejects.toThrow(message);
});

test.each([
  [
    "changed",
    "update admin_events.activity_chain_days set head = sha256('x') where day = '2026-03-03'",
    "does not follow",
  ],
  [
    "changed to another count",
    "update admin_events.activity_chain_days set entries = 4 where day = '2026-03-03'",
    "does not",
  ],
  [
    "deleted",
    "delete from admin_events.activity_chain_days where day = '2026-03-03'",
    "is missing. It was deleted",
  ],
])("a head that was %s is reported", async (_, statement, message) => {
  await using system = await startWithChain();

  await alter(system, statement);

  await expect(verify(system)).rejects.toThrow(`The head of 2026-03-03 ${message}`);
});

test("an erased user with personal fields does not break the chain", async () => {
  await using system = await startWithChain();

  await eraseUser(system, { userId: "ann", mode: "anonymise", catalog });
  await eraseUser(system, { userId: "bob", mode: "anonymise", catalog });
  await system.store([{ name: "letter.sent", userId: "ann" }]);

  expect(await verify(system)).toMatchObject({ entries: 9, pruned: 0 });
  expect(await rowCount(system.db, "actor_salts")).toBe(0);
});

test("a logged prune does not break the chain, a deletion that it cannot explain does", async () => {
  await using system = await startWithChain();
  await prune(
    { fork: () => system.db.em.fork(), record: system.record },
    {
      policy: {
        catalog: { "letter.sent": { title: "Sent", icon: "✉️", retentionDays: 10 } },
        defaultDays: null,
      },
      mode: "manual",
      now: new Date("2026-03-12T00:00:00Z"),
    },
  );

  expect(await verify(system)).toMatchObject({ entries: 9, pruned: 2 });

  await alter(system, `delete from admin_events.events where ${letter("ann", "2026-03-02")}`);
  await expect(verify(system)).rejects.toThrow("of 2026-03-02 was deleted, and no logged prune covers it");
});

test("a field that becomes personal later does not change earlier entries", async () => {
  await using system = await startWithChain();
  await alter(system, "delete from admin_events.activity_chain_days where day > '2026-03-02'");
  const stricter = { "letter.sent": { ...catalog["letter.sent"], pii: ["address", "pages"] } };

  await extendHashChain(system.db.em.fork(), { catalog: stricter, now });

  expect(await verify(system)).toMatchObject({ entries: 9 });
});

test("a kept head reveals a history that was rewritten completely", async () => {
  await using system = await startWithChain();
  const kept = await getHead(system, "2026-03-02");
  expect(await verify(system, kept)).toMatchObject({ keptDay: "2026-03-02" });

  await alter(system, `delete from admin_events.events where ${letter("bob", "2026-03-01")}`);
  await alter(system, "delete from admin_events.activity_chain_days");
  await extendHashChain(system.db.em.fork(), { catalog, now });

  expect(await verify(system)).toMatchObject({ entries: 8 });
  await expect(verify(system, kept)).rejects.toThrow(`No day of the hash chain has the head ${kept}. `);
});
