import { createTestDatabase } from "@admin-events/db/testing";
import { afterEach, expect, test, vi } from "vitest";
import { createOriginCheck } from "./allowed-origins.ts";
import { createApiKey } from "./create-api-key.ts";
import { createApiKeyFinder, findApiKey } from "./find-api-key.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { rotateSigningSecret } from "./rotate-signing-secret.ts";
import { revokeApiKey } from "./revoke-api-key.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("a key is found with its permissions", async () => {
  await using db = await createTestDatabase();
  const web = await createApiKey(db.em, {
    kind: "public",
    name: "Shop",
    allowedOrigins: ["https://shop.example"],
  });
  const server = await createApiKey(db.em, { kind: "secret", name: "Shop's server" });

  expect(web.key).toMatch(/^pk_[0-9A-Za-z]{32}$/);
  expect(server.key).toMatch(/^sk_[0-9A-Za-z]{32}$/);
  expect(await findApiKey(db.em, web.key)).toEqual({
    id: web.id,
    kind: "public",
    allowedOrigins: ["https://shop.example"],
    signingSecret: web.signingSecret,
  });
  expect(await findApiKey(db.em, server.key)).toEqual({
    id: server.id,
    kind: "secret",
    allowedOrigins: [],
    signingSecret: null,
  });
});

test("the database stores only the first seven characters of a key", async () => {
  await using db = await createTestDatabase();
  const { key } = await createApiKey(db.em, { kind: "secret", name: "Server" });

  const stored = JSON.stringify(await db.em.execute("select * from admin_events.api_keys"));

  expect(stored).toContain(key.slice(0, 7));
  expect(stored).not.toContain(key.slice(0, 8));
  expect(stored).not.toContain(key.slice(7));
});

test("rotating replaces the signing secret", async () => {
  await using db = await createTestDatabase();
  const { id, key, signingSecret } = await createApiKey(db.em, { kind: "public", name: "Shop" });

  const rotated = await rotateSigningSecret(db.em, id);

  expect(rotated).not.toBe(signingSecret);
  expect(await findApiKey(db.em, key)).toMatchObject({ signingSecret: rotated });
  await revokeApiKey(db.em, id);
  expect(await rotateSigningSecret(db.em, id)).toBeNull();
});

test.each([
  "",
  "pk_",
  "Bearer pk_x",
  `pk_${"a".repeat(32)}`,
  `pk_${"a".repeat(31)}'`,
  `pk_${"a".repeat(33)}`,
])("%j is not found as a key", async (text) => {
  await using db = await createTestDatabase();

  expect(await findApiKey(db.em, text)).toBeNull();
});

test("a revoked key is not found but stays in the list", async () => {
  await using db = await createTestDatabase();
  const kept = await createApiKey(db.em, { kind: "secret", name: "Kept" });
  const lost = await createApiKey(db.em, { kind: "secret", name: "Lost" });

  expect(await revokeApiKey(db.em, lost.id)).toBe(true);

  expect(await findApiKey(db.em, lost.key)).toBeNull();
  expect(await findApiKey(db.em, kept.key)).not.toBeNull();
  expect(await listApiKeys(db.em)).toMatchObject([
    { name: "Kept", hint: `${kept.key.slice(0, 7)}…`, revokedAt: null },
    { name: "Lost", revokedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string },
  ]);
});

test("revoking an unknown or revoked key returns false", async () => {
  await using db = await createTestDatabase();
  const { id } = await createApiKey(db.em, { kind: "secret", name: "Server" });
  await revokeApiKey(db.em, id);

  expect(await revokeApiKey(db.em, id)).toBe(false);
  expect(await revokeApiKey(db.em, id + 1)).toBe(false);
});

test.each([
  { allowedOrigins: ["shop.example"] },
  { allowedOrigins: ["https://shop.example/"] },
  { allowedOrigins: ["https://shop.example/path"] },
  { allowedOrigins: ["null"] },
  { allowedOrigins: ["ftp://shop.example"] },
  { name: "  " },
  { kind: "secret" as const, allowedOrigins: ["https://shop.example"] },
])("a key with %j is rejected", async (invalid) => {
  await using db = await createTestDatabase();

  await expect(createApiKey(db.em, { kind: "public", name: "Shop", ...invalid })).rejects.toMatchObject({
    name: "ValidationError",
  });
});

test("a finder caches a key for ten seconds", async () => {
  await using db = await createTestDatabase();
  const { id, key } = await createApiKey(db.em, { kind: "public", name: "Shop" });
  const find = createApiKeyFinder(db.em);
  vi.useFakeTimers({ toFake: ["Date"] });
  await find(key);
  await revokeApiKey(db.em, id);

  vi.advanceTimersByTime(9_000);
  expect(await find(key)).toMatchObject({ id });

  vi.advanceTimersByTime(2_000);
  expect(await find(key)).toBeNull();
});

test("a finder does not cache errors of the database", async () => {
  const db = await createTestDatabase();
  const find = createApiKeyFinder(db.em);
  await db[Symbol.asyncDispose]();
  const key = `pk_${"a".repeat(32)}`;

  await expect(find(key)).rejects.toThrow();
  await expect(find(key)).rejects.toThrow();
});

test("an origin is allowed if an active public key allows it", async () => {
  await using db = await createTestDatabase();
  const shop = "https://shop.example";
  await createApiKey(db.em, { kind: "secret", name: "Server" });
  const { id } = await createApiKey(db.em, { kind: "public", name: "Shop", allowedOrigins: [shop] });

  expect(await createOriginCheck(db.em)(shop)).toBe(true);
  expect(await createOriginCheck(db.em)("https://other.example")).toBe(false);

  await revokeApiKey(db.em, id);
  expect(await createOriginCheck(db.em)(shop)).toBe(false);

  await createApiKey(db.em, { kind: "public", name: "Anywhere" });
  expect(await createOriginCheck(db.em)("https://other.example")).toBe(true);
});
