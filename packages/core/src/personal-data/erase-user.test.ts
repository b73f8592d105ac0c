import { defineEvents } from "@admin-events/catalog";
import { expect, test } from "vitest";
import { z } from "zod";
import type { TestEvents } from "../testing/start-test-events.ts";
import { rowCount, startTestEvents } from "../testing/start-test-events.ts";
import { eraseUser } from "./erase-user.ts";
import { exportUser } from "./export-user.sql.ts";
import { identify } from "../users/index.ts";

const catalog = defineEvents({
  "letter.sent": {
    title: "Sent a letter",
    icon: "✉️",
    metadata: z.object({ address: z.string(), pages: z.number() }),
    pii: ["address"],
    aliases: ["letter.posted"],
  },
});

async function startWithTwoUsers(): Promise<TestEvents> {
  const system = await startTestEvents();
  const letter = { address: "1 Kiln Lane", pages: 2 };
  await system.store([
    { name: "letter.sent", anonymousId: "v_1", metadata: letter },
    { name: "letter.sent", userId: "ann", metadata: letter },
    { name: "letter.posted", userId: "ann", metadata: letter },
    { name: "post.shared", userId: "ann", metadata: letter },
    { name: "letter.sent", userId: "bob", metadata: letter },
  ]);
  const defaults = { at: new Date(), isVerified: true };
  await identify(system.db.em.fork(), {
    ...defaults,
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
    where event_names.name <> 'person.erased' order by 1, 2, 3`);
}

test("erasing a user deletes them and their visitors and keeps their events without a user", async () => {
  await using system = await startWithTwoUsers();

  const counts = await eraseUser(system, { userId: "ann", mode: "detach", catalog });

  expect(counts).toEqual({
    ...{ visitors: 1, events: 4, requests: 0, sessions: 0, pageViews: 0, activitiesAbout: 0 },
    ...{ changedEvents: 0, changedRows: 0, remains: [] },
  });
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

test("anonymising removes contact data and personal fields from the user's events, also from aliases", async () => {
  await using system = await startWithTwoUsers();

  await eraseUser(system, { userId: "ann", mode: "anonymise", catalog });

  expect(await stored(system)).toEqual([
    { name: "letter.posted", person: null, address: null },
    { name: "letter.sent", person: "bob", address: "1 Kiln Lane" },
    { name: "letter.sent", person: null, address: null },
    { name: "letter.sent", person: null, address: null },
    { name: "post.shared", person: null, address: "[erased]" },
  ]);
});

test("an erased user id can be used again by a process that cached it", async () => {
  await using system = await startWithTwoUsers();

  await eraseUser(system, { userId: "ann", mode: "detach", catalog });
  await system.store([{ name: "letter.sent", userId: "ann" }]);

  const people = (await stored(system)).map(({ person }) => person);
  expect(people.filter((person) => person === "ann")).toHaveLength(1);
});

test("erasing an unknown id returns null and deletes nothing", async () => {
  await using system = await startWithTwoUsers();

  expect(await eraseUser(system, { userId: "eve", mode: "anonymise", catalog })).toBeNull();
  expect(await rowCount(system.db, "users")).toBe(3);
});

test("an export contains the user, their visitors and the events of both", async () => {
  await using system = await startWithTwoUsers();

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
