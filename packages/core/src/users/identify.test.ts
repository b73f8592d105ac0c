import type { TestDatabase } from "@admin-events/db/testing";
import { createTestDatabase } from "@admin-events/db/testing";
import { expect, test } from "vitest";
import type { Identification } from "./identify.ts";
import { identify } from "./identify.ts";

const early = new Date("2026-03-01T12:00:00Z");
const late = new Date("2026-03-02T12:00:00Z");

function identifyUser(db: TestDatabase, input: Partial<Identification>) {
  return identify(db.em.fork(), {
    userId: "u_1",
    anonymousId: null,
    traits: {},
    at: early,
    isVerified: true,
    ...input,
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

test("email and name are stored in columns, other traits are merged", async () => {
  await using db = await createTestDatabase();

  await identifyUser(db, {
    traits: { email: " ann@example.com ", name: "Ann", plan: "free", beans: { dark: true } },
  });
  await identifyUser(db, { at: late, traits: { plan: "club", email: null } });

  expect(await person(db)).toEqual({
    email: "ann@example.com",
    name: "Ann",
    traits: { plan: "club", beans: { dark: true } },
    confirmed_at: null,
  });
});

test("traits that are older but arrive later only fill gaps", async () => {
  await using db = await createTestDatabase();

  await identifyUser(db, { at: late, traits: { name: "Ann", plan: "club" } });
  await identifyUser(db, {
    at: early,
    traits: { name: "Anna", email: "ann@example.com", plan: "free", city: "Kyoto" },
  });

  expect(await person(db)).toMatchObject({
    name: "Ann",
    email: "ann@example.com",
    traits: { plan: "club", city: "Kyoto" },
  });
});

test("unverified traits never overwrite verified ones", async () => {
  await using db = await createTestDatabase();

  await identifyUser(db, { traits: { email: "ann@example.com", plan: "club" } });
  await identifyUser(db, {
    at: late,
    isVerified: false,
    traits: { email: "eve@example.com", plan: "free", city: "Kyoto" },
  });

  expect(await person(db)).toMatchObject({
    email: "ann@example.com",
    traits: { plan: "club", city: "Kyoto" },
  });
});

test("verified traits overwrite unverified ones, even newer ones", async () => {
  await using db = await createTestDatabase();

  await identifyUser(db, { at: late, isVerified: false, traits: { email: "eve@example.com" } });
  await identifyUser(db, { at: early, traits: { email: "ann@example.com" } });

  expect(await person(db)).toMatchObject({ email: "ann@example.com" });
});

test("unverified traits never overwrite a confirmed email address", async () => {
  await using db = await createTestDatabase();
  await db.em.execute(
    "insert into admin_events.users (external_id, email, confirmed_at) values ('u_1', 'ann@example.com', now())",
  );

  await identifyUser(db, { isVerified: false, traits: { email: "eve@example.com" } });

  expect(await person(db)).toMatchObject({ email: "ann@example.com" });
  expect((await person(db))?.confirmed_at).not.toBeNull();
});

test.each([
  [{ email: 5 }, "traits.email: must be a string"],
  [{ name: "x".repeat(201) }, "traits.name: must have at most 200 characters"],
])("traits %j are rejected", async (traits, message) => {
  await using db = await createTestDatabase();

  await expect(identifyUser(db, { traits })).rejects.toThrow(message);
});
