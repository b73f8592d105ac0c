import type { TestDatabase } from "@admin-events/db/testing";
import { createTestDatabase } from "@admin-events/db/testing";
import { expect, test } from "vitest";
import type { Identification } from "./identify.ts";
import { findUser } from "./find-user.sql.ts";
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
  const [row] = await db.em.fork().execute<
    {
      email: string | null;
      name: string | null;
      traits: object;
      confirmed_at: string | null;
      unverified_traits: object;
    }[]
  >("select email, name, traits, confirmed_at, unverified_traits from admin_events.users where external_id = 'u_1'");

  return row;
}

test("email and name are stored in columns, other traits are merged", async () => {
  await using db = await createTestDatabase();

  await identifyUser(db, {
    traits: { email: " ann@example.com ", name: "Ann", plan: "free", beans: { dark: true } },
  });
  await identifyUser(db, { at: late, traits: { plan: "club", email: " " } });

  expect(await person(db)).toEqual({
    email: "ann@example.com",
    name: "Ann",
    traits: { plan: "club", beans: { dark: true } },
    confirmed_at: null,
    unverified_traits: {},
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

test("unverified traits of a verified person are kept apart", async () => {
  await using db = await createTestDatabase();

  await identifyUser(db, { traits: { email: "ann@example.com", plan: "club" } });
  await identifyUser(db, {
    at: late,
    isVerified: false,
    traits: { email: "eve@example.com", plan: "free", city: "Kyoto" },
  });

  expect(await person(db)).toMatchObject({
    email: "ann@example.com",
    traits: { plan: "club" },
    unverified_traits: { email: "eve@example.com", plan: "free", city: "Kyoto" },
  });
});

test("verified traits overwrite unverified ones, even newer ones", async () => {
  await using db = await createTestDatabase();

  await identifyUser(db, { at: late, isVerified: false, traits: { email: "eve@example.com" } });
  await identifyUser(db, { at: early, traits: { email: "ann@example.com" } });

  expect(await person(db)).toMatchObject({ email: "ann@example.com" });
});

test("a gap of a verified person is not filled without proof, and the sender is told", async () => {
  await using db = await createTestDatabase();
  await identifyUser(db, { traits: { name: "Vera" } });

  const warnings = await identifyUser(db, {
    at: late,
    isVerified: false,
    traits: { email: "eve@example.com" },
  });

  expect(warnings).toEqual([expect.stringContaining("traits: were kept apart as unverified")]);
  expect(await person(db)).toMatchObject({ email: null, name: "Vera" });
  expect(await findUser(db.em.fork(), "u_1")).toMatchObject({
    isVerified: true,
    unverifiedTraits: { email: "eve@example.com" },
  });
});

test("what was said before the first proof is kept apart from then on", async () => {
  await using db = await createTestDatabase();
  await identifyUser(db, { at: late, isVerified: false, traits: { email: "eve@example.com", plan: "club" } });

  await identifyUser(db, { at: early, traits: { name: "Vera" } });

  expect(await person(db)).toMatchObject({
    email: null,
    name: "Vera",
    traits: {},
    unverified_traits: { email: "eve@example.com", plan: "club" },
  });
});

test("null takes email, name and traits back, also from older traits that arrive later", async () => {
  await using db = await createTestDatabase();
  const traits = { email: "ann@example.com", name: "Ann", plan: "club" };
  await identifyUser(db, { at: early, traits });

  await identifyUser(db, { at: late, traits: { email: null, name: null, plan: null } });
  await identifyUser(db, { at: early, traits: { ...traits, city: "Kyoto" } });

  expect(await findUser(db.em.fork(), "u_1")).toMatchObject({
    email: null,
    name: null,
    traits: { city: "Kyoto" },
  });
  await identifyUser(db, { at: new Date("2026-03-03T12:00:00Z"), traits: { email: "new@example.com" } });
  expect(await person(db)).toMatchObject({ email: "new@example.com" });
});

test.each([true, false])("all traits of a person together are limited (verified: %s)", async (isVerified) => {
  await using db = await createTestDatabase();
  const grow = (first: number, count: number, length: number) =>
    identifyUser(db, {
      isVerified,
      traits: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`t_${first + index}`, "x".repeat(length)]),
      ),
    });

  expect(await grow(0, 60, 10)).toEqual([]);
  expect(await grow(60, 41, 10)).toEqual([expect.stringMatching(/^traits: were not stored, .*100 or 32 KB/)]);
  expect(await grow(60, 5, 8_000)).toEqual([expect.stringContaining("traits: were not stored")]);
  expect(await grow(60, 40, 10)).toEqual([]);
  expect(Object.keys((await person(db))?.traits ?? {})).toHaveLength(100);
});

test("kept-apart traits are limited in the same way", async () => {
  await using db = await createTestDatabase();
  await identifyUser(db, { traits: { name: "Vera" } });

  for (let number = 0; number < 10; number++)
    await identifyUser(db, { isVerified: false, traits: { [`t_${number}`]: "x".repeat(8_000) } });

  expect(JSON.stringify((await person(db))?.unverified_traits).length).toBeLessThan(33_000);
});

test("traits that are taken back make room", async () => {
  await using db = await createTestDatabase();
  const all = Array.from({ length: 100 }, (_, index) => `t_${index}`);
  await identifyUser(db, { at: early, traits: Object.fromEntries(all.map((key) => [key, 1])) });

  const warnings = await identifyUser(db, { at: late, traits: { t_0: null, plan: "club" } });

  expect(warnings).toEqual([]);
  expect((await findUser(db.em.fork(), "u_1"))?.traits).toMatchObject({ plan: "club" });
});

test.each(["undefined", "null", "[object Object]", "0", "\u200b", ""])("%j is no person", async (userId) => {
  await using db = await createTestDatabase();

  await expect(identifyUser(db, { userId })).rejects.toThrow("userId: ");
  expect(await identifyUser(db, { anonymousId: userId })).toHaveLength(
    userId.trim() && userId !== "\u200b" ? 1 : 0,
  );
  expect(await db.em.execute("select external_id from admin_events.users")).toEqual([{ external_id: "u_1" }]);
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
