import { defineEvents } from "@admin-events/catalog";
import { expect, test } from "vitest";
import { z } from "zod";
import type { TestEvents } from "../testing/start-test-events.ts";
import { rowCount, startTestEvents } from "../testing/start-test-events.ts";
import { eraseUser } from "./erase-user.ts";
import { exportUser } from "./export-user.ts";
import { identify } from "./identify.ts";

const catalog = defineEvents({
  "letter.sent": {
    title: "Sent a letter",
    icon: "✉️",
    metadata: z.object({ address: z.string(), pages: z.number() }),
    pii: ["address"],
    aliases: ["letter.posted"],
  },
});

/** Ann with a visitor of hers, Bob, and what they did. */
async function annAndBob(): Promise<TestEvents> {
  const system = await startTestEvents();
  const letter = { address: "1 Kiln Lane", pages: 2 };
  await system.store([
    { name: "letter.sent", anonymousId: "v_1", metadata: letter },
    { name: "letter.sent", userId: "ann", metadata: letter },
    { name: "letter.posted", userId: "ann", metadata: letter },
    { name: "post.shared", userId: "ann", metadata: letter },
    { name: "letter.sent", userId: "bob", metadata: letter },
  ]);
  const said = { at: new Date(), isVerified: true };
  await identify(system.db.em.fork(), {
    ...said,
    userId: "ann",
    anonymousId: "v_1",
    traits: { email: "ann@example.com", city: "Kyoto" },
  });

  return system;
}

async function stored({ db }: TestEvents) {
  return db.em.fork().execute<{ name: string; person: string | null; address: string | null }[]>(`
    select event_names.name, users.external_id as person, metadata ->> 'address' as address
    from admin_events.events join admin_events.event_names on event_names.id = name_id left join admin_events.users on users.id = user_id
    order by 1, 2, 3`);
}

test("erasing a user forgets them and their visitors; what happened stays and is nobody's", async () => {
  await using system = await annAndBob();

  const traces = await eraseUser(system.db.em, { userId: "ann", anonymise: false, catalog });

  expect(traces).toEqual({ visitors: 1, events: 4, requests: 0, sessions: 0, pageViews: 0 });
  expect(await stored(system)).toEqual([
    { name: "letter.posted", person: null, address: "1 Kiln Lane" },
    { name: "letter.sent", person: "bob", address: "1 Kiln Lane" },
    { name: "letter.sent", person: null, address: "1 Kiln Lane" },
    { name: "letter.sent", person: null, address: "1 Kiln Lane" },
    { name: "post.shared", person: null, address: "1 Kiln Lane" },
  ]);
  expect(await rowCount(system.db, "users")).toBe(1);
  expect(await rowCount(system.db, "identities")).toBe(0);
});

test("anonymising takes out of the user's events what the catalog calls personal, under former names too", async () => {
  await using system = await annAndBob();

  await eraseUser(system.db.em, { userId: "ann", anonymise: true, catalog });

  expect(await stored(system)).toEqual([
    { name: "letter.posted", person: null, address: null },
    { name: "letter.sent", person: "bob", address: "1 Kiln Lane" },
    { name: "letter.sent", person: null, address: null },
    { name: "letter.sent", person: null, address: null },
    { name: "post.shared", person: null, address: "1 Kiln Lane" },
  ]);
});

test("whoever was erased may come back as somebody new, in a process that remembered them", async () => {
  await using system = await annAndBob();

  await eraseUser(system.db.em, { userId: "ann", anonymise: false, catalog });
  await system.store([{ name: "letter.sent", userId: "ann" }]);

  const people = (await stored(system)).map(({ person }) => person);
  expect(people.filter((person) => person === "ann")).toHaveLength(1);
});

test("nobody is erased under an unknown id", async () => {
  await using system = await annAndBob();

  expect(await eraseUser(system.db.em, { userId: "eve", anonymise: true, catalog })).toBeNull();
  expect(await rowCount(system.db, "users")).toBe(3);
});

test("an export holds who the user is, and everything they did as visitors too", async () => {
  await using system = await annAndBob();

  const records = [];
  for await (const record of exportUser(system.db.em.fork(), "ann")) records.push(record);

  expect(records.slice(0, 2)).toMatchObject([
    { type: "person", id: "ann", email: "ann@example.com", traits: { city: "Kyoto" } },
    { type: "person", id: "anonymous:v_1" },
  ]);
  expect(records.slice(2).map(({ type, name }) => [type, name])).toEqual([
    ["event", "letter.sent"],
    ["event", "letter.sent"],
    ["event", "letter.posted"],
    ["event", "post.shared"],
  ]);
  expect(JSON.stringify(records)).not.toContain("bob");
});
