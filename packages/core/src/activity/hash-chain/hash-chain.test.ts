import { defineEvents } from "@admin-events/catalog";
import { expect, test } from "vitest";
import { prune } from "../../data-retention/index.ts";
import type { TestEvents } from "../../testing/start-test-events.ts";
import { rowCount, startTestEvents } from "../../testing/start-test-events.ts";
import { eraseUser } from "../../users/index.ts";
import { extendHashChain } from "./extend-hash-chain.ts";
import type { VerifiedChain } from "./verify-hash-chain.ts";
import { verifyHashChain } from "./verify-hash-chain.ts";

const catalog = defineEvents({
  "letter.sent": { title: "Sent a letter", icon: "✉️", pii: ["address"], aliases: ["letter.posted"] },
});
/** The first hour at which the fifth of March is sealed. */
const now = new Date("2026-03-06T03:00:00Z");
const days = ["2026-03-01", "2026-03-02", "2026-03-04"] as const;

/** Three letters, each of Ann, of Bob and of nobody, that arrived on each of three days; a day without any between. */
async function hashedContent(): Promise<TestEvents> {
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

async function headOn({ db }: TestEvents, day: string): Promise<string> {
  const [row] = await db.em
    .fork()
    .execute<{ head: string }[]>(
      `select encode(head, 'hex') as head from admin_events.activity_chain_days where day = '${day}'`,
    );

  return row?.head ?? "";
}

/** The condition for the one letter of a person on a day. */
function letter(person: string | null, day: string): string {
  const whose = person ? `= (select id from admin_events.users where external_id = '${person}')` : "is null";

  return `user_id ${whose} and received_at = '${day}T12:00:00Z'`;
}

test("each day that has ended is sealed once, in order, and days without activities too", async () => {
  await using system = await hashedContent();

  const found = await verify(system);
  const again = await extendHashChain(system.db.em.fork(), { catalog, now });

  expect(found).toMatchObject({ entries: 9, pruned: 0, days: 5, last: { day: "2026-03-05" }, keptDay: null });
  expect(found.last?.head).toMatch(/^[0-9a-f]{64}$/);
  expect(again).toEqual([]);
  const later = new Date("2026-03-08T02:59:59Z");
  expect(await extendHashChain(system.db.em.fork(), { catalog, now: later })).toEqual(["2026-03-06"]);
});

test("nothing is sealed where nothing was logged, nor before the day has ended", async () => {
  await using system = await startTestEvents();
  expect(await extendHashChain(system.db.em.fork(), { catalog })).toEqual([]);

  await system.activity.log({ action: "post.created" });

  expect(await extendHashChain(system.db.em.fork(), { catalog })).toEqual([]);
  expect(await verify(system)).toMatchObject({ entries: 0, days: 0, last: null });
});

test("the seals do not depend on the size of batches, and a run that was cut off is begun anew", async () => {
  await using system = await hashedContent();
  const head = (await verify(system)).last?.head;

  await alter(system, "delete from admin_events.activity_chain_days where day > '2026-03-01'");
  await extendHashChain(system.db.em.fork(), { catalog, now, batchSize: 1_000 });

  expect((await verify(system)).last?.head).toBe(head);
});

test("an activity that arrives late is sealed with the day on which it arrived", async () => {
  await using system = await hashedContent();
  await system.store([{ name: "post.created", resourceType: "post", timestamp: "2026-03-01T10:00:00Z" }]);

  expect(await verify(system)).toMatchObject({ entries: 9 });
});

test.each([
  ["metadata", `metadata = '{"address":"1 Kiln Lane","pages":3}'`],
  ["what it was about", "resource_id = '7'"],
  ["its role", "actor_role = 'admin'"],
  ["its proof", "is_unverified = true"],
  ["when it happened", "occurred_at = occurred_at + interval '1 second'"],
  ["when it arrived", "received_at = received_at + interval '1 second'"],
  ["that it was an activity", "resource_type = null"],
  ["its name", "name_id = (select id from admin_events.event_names where name = 'letter.posted')"],
])("a sealed activity of which somebody changed %s is named", async (_, change) => {
  await using system = await hashedContent();

  await alter(system, `update admin_events.events set ${change} where ${letter("ann", "2026-03-02")}`);

  await expect(verify(system)).rejects.toThrow(
    /^The activity [-0-9a-f]{36} \(letter.sent\) of 2026-03-02 was changed after it was sealed: /,
  );
});

test.each([
  [
    "given to somebody else",
    "user_id = (select id from admin_events.users where external_id = 'bob')",
    "ann",
  ],
  ["taken from somebody who was not erased", "user_id = null", "ann"],
  [
    "given to somebody, as nobody's",
    "user_id = (select id from admin_events.users where external_id = 'bob')",
    null,
  ],
  [
    "given to somebody who never acted, as nobody's",
    "user_id = (select max(id) from admin_events.users)",
    null,
  ],
])("a sealed activity that was %s is named", async (_, change, person) => {
  await using system = await hashedContent();
  await alter(system, "insert into admin_events.users (external_id) values ('eve')");

  await alter(system, `update admin_events.events set ${change} where ${letter(person, "2026-03-02")}`);

  await expect(verify(system)).rejects.toThrow(/^The activity .* of 2026-03-02 has another actor /);
});

test("a person whose id was changed is found by what they did", async () => {
  await using system = await hashedContent();

  await alter(system, "update admin_events.users set external_id = 'eve' where external_id = 'bob'");

  await expect(verify(system)).rejects.toThrow(
    /of 2026-03-01 has another actor .*, or the actor's id was changed/,
  );
});

test("a sealed activity that was deleted is named", async () => {
  await using system = await hashedContent();

  await alter(system, `delete from admin_events.events where ${letter("bob", "2026-03-02")}`);

  await expect(verify(system)).rejects.toThrow(
    /^The activity .* \(letter.posted\) of 2026-03-02 was deleted, and no logged prune covers it/,
  );
});

test.each([
  ["a sealed day", "2026-03-03", "arrived on 2026-03-03 by its own account and has no seal"],
  ["a day before the first seal", "2026-02-01", "arrived before 2026-03-01, the first sealed day"],
])("an activity that was inserted into %s is named", async (_, day, sentence) => {
  await using system = await hashedContent();
  const [id] = await system.store([{ name: "post.created", resourceType: "post" }]);

  await alter(system, `update admin_events.events set received_at = '${day}T12:00:00Z' where id = '${id}'`);

  await expect(verify(system)).rejects.toThrow(`The activity ${id} (post.created) ${sentence}`);
});

test.each([
  [
    "deleted",
    "delete from admin_events.activity_chain_entries where day = '2026-03-02' and sequence = 2",
    "Seal 2 of 2026-03-02 is missing",
  ],
  [
    "deleted at the end of a day",
    "delete from admin_events.activity_chain_entries where day = '2026-03-02' and sequence = 3",
    "The head of 2026-03-02 does not follow from its 2 seals",
  ],
  [
    "exchanged",
    `update admin_events.activity_chain_entries set sequence = sequence + 10 where day = '2026-03-02' and sequence < 3;
     update admin_events.activity_chain_entries set sequence = 13 - sequence where day = '2026-03-02' and sequence > 3`,
    "Seal 1 of 2026-03-02 does not follow from the one before",
  ],
  [
    "made to fit what was changed",
    "update admin_events.activity_chain_entries set content = sha256('x') where day = '2026-03-02' and sequence = 2",
    "Seal 2 of 2026-03-02 does not follow from the one before",
  ],
  [
    "told to leave out more",
    "update admin_events.activity_chain_entries set personal = '{address,pages}' where day = '2026-03-02' and sequence = 2",
    "Seal 2 of 2026-03-02 does not follow from the one before",
  ],
  [
    "added",
    `insert into admin_events.activity_chain_entries select event_id, occurred_at, day, 4, name, personal, actor, content, hash
     from admin_events.activity_chain_entries where day = '2026-03-02' and sequence = 3`,
    "Seal 4 of 2026-03-02 does not follow from the one before",
  ],
])("a seal that was %s is named", async (_, statements, sentence) => {
  await using system = await hashedContent();

  for (const statement of statements.split(";")) await alter(system, statement);

  await expect(verify(system)).rejects.toThrow(sentence);
});

test.each([
  [
    "changed",
    "update admin_events.activity_chain_days set head = sha256('x') where day = '2026-03-03'",
    "does not follow",
  ],
  [
    "given another number of entries",
    "update admin_events.activity_chain_days set entries = 4 where day = '2026-03-03'",
    "does not",
  ],
  [
    "deleted",
    "delete from admin_events.activity_chain_days where day = '2026-03-03'",
    "is missing: it was deleted",
  ],
])("a head that was %s is named", async (_, statement, sentence) => {
  await using system = await hashedContent();

  await alter(system, statement);

  await expect(verify(system)).rejects.toThrow(`The head of 2026-03-03 ${sentence}`);
});

test("a person who was erased, with what the catalog calls personal, is no broken link", async () => {
  await using system = await hashedContent();

  await eraseUser(system.db.em, { userId: "ann", anonymise: true, catalog });
  await eraseUser(system.db.em, { userId: "bob", anonymise: true, catalog });
  await system.store([{ name: "letter.sent", userId: "ann" }]);

  expect(await verify(system)).toMatchObject({ entries: 9, pruned: 0 });
  expect(await rowCount(system.db, "actor_salts")).toBe(0);
});

test("what a logged prune took is no broken link, and what it cannot have taken is", async () => {
  await using system = await hashedContent();
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

test("a field that the catalog calls personal from now on leaves earlier seals as they are", async () => {
  await using system = await hashedContent();
  await alter(system, "delete from admin_events.activity_chain_days where day > '2026-03-02'");
  const stricter = { "letter.sent": { ...catalog["letter.sent"], pii: ["address", "pages"] } };

  await extendHashChain(system.db.em.fork(), { catalog: stricter, now });

  expect(await verify(system)).toMatchObject({ entries: 9 });
});

test("a head that was kept elsewhere finds a history that was written anew as a whole", async () => {
  await using system = await hashedContent();
  const kept = await headOn(system, "2026-03-02");
  expect(await verify(system, kept)).toMatchObject({ keptDay: "2026-03-02" });

  await alter(system, `delete from admin_events.events where ${letter("bob", "2026-03-01")}`);
  await alter(system, "delete from admin_events.activity_chain_days");
  await extendHashChain(system.db.em.fork(), { catalog, now });

  expect(await verify(system)).toMatchObject({ entries: 8 });
  await expect(verify(system, kept)).rejects.toThrow(`No sealed day has the head ${kept}: `);
});
