import type { TestDatabase } from "@admin-events/db/testing";
import { createTestDatabase } from "@admin-events/db/testing";
import { expect, test } from "vitest";
import type { Identification } from "./identify.ts";
import { identify } from "./identify.ts";

const early = new Date("2026-03-01T12:00:00Z");
const late = new Date("2026-03-02T12:00:00Z");

function say(db: TestDatabase, said: Partial<Identification>) {
  return identify(db.em.fork(), {
    userId: "u_1",
    anonymousId: null,
    traits: {},
    at: early,
    isVerified: true,
    ...said,
  });
}

async function person(db: TestDatabase) {
  const [row] = await db.em
    .fork()
    .execute<{ email: string | null; name: string | null; traits: object; confirmed_at: string | null }[]>(
      "select email, name, traits, confirmed_at from admin_events.users where external_id = 'u_1'",
    );

  return row;
}

test("e-mail and name become columns, the rest is merged into the traits", async () => {
  await using db = await createTestDatabase();

  await say(db, { traits: { email: " ann@example.com ", name: "Ann", plan: "free", beans: { dark: true } } });
  await say(db, { at: late, traits: { plan: "club", email: null } });

  expect(await person(db)).toEqual({
    email: "ann@example.com",
    name: "Ann",
    traits: { plan: "club", beans: { dark: true } },
    confirmed_at: null,
  });
});

test("what was said earlier and arrives later only fills in", async () => {
  await using db = await createTestDatabase();

  await say(db, { at: late, traits: { name: "Ann", plan: "club" } });
  await say(db, {
    at: early,
    traits: { name: "Anna", email: "ann@example.com", plan: "free", city: "Kyoto" },
  });

  expect(await person(db)).toMatchObject({
    name: "Ann",
    email: "ann@example.com",
    traits: { plan: "club", city: "Kyoto" },
  });
});

test("without proof nobody overwrites what was said with proof, however late", async () => {
  await using db = await createTestDatabase();

  await say(db, { traits: { email: "ann@example.com", plan: "club" } });
  await say(db, {
    at: late,
    isVerified: false,
    traits: { email: "eve@example.com", plan: "free", city: "Kyoto" },
  });

  expect(await person(db)).toMatchObject({
    email: "ann@example.com",
    traits: { plan: "club", city: "Kyoto" },
  });
});

test("with proof what a page said is overwritten, however early it was said", async () => {
  await using db = await createTestDatabase();

  await say(db, { at: late, isVerified: false, traits: { email: "eve@example.com" } });
  await say(db, { at: early, traits: { email: "ann@example.com" } });

  expect(await person(db)).toMatchObject({ email: "ann@example.com" });
});

test("a person who confirmed the e-mail address keeps it whatever a page says", async () => {
  await using db = await createTestDatabase();
  await db.em.execute(
    "insert into admin_events.users (external_id, email, confirmed_at) values ('u_1', 'ann@example.com', now())",
  );

  await say(db, { isVerified: false, traits: { email: "eve@example.com" } });

  expect(await person(db)).toMatchObject({ email: "ann@example.com" });
  expect((await person(db))?.confirmed_at).not.toBeNull();
});

test.each([
  [{ email: 5 }, "traits.email: must be a text"],
  [{ name: "x".repeat(201) }, "traits.name: has more than 200 characters"],
])("%j is refused", async (traits, sentence) => {
  await using db = await createTestDatabase();

  await expect(say(db, { traits })).rejects.toThrow(sentence);
});
