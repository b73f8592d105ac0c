import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createUserTokenReader, isUserToken } from "./user-tokens.ts";

const jwtSecret = "only for tests, but long enough for them";
const secret = new TextEncoder().encode(jwtSecret);
const readToken = createUserTokenReader({ jwtSecret, jwtAudience: "analytics" });

function token(claims: { sub?: string; aud?: string; exp?: string | number } = {}): SignJWT {
  const { sub = "u_1", aud = "analytics", exp = "5m" } = claims;

  return new SignJWT({ sub, aud }).setProtectedHeader({ alg: "HS256" }).setExpirationTime(exp);
}

test("a token signed with the secret yields its user id", async () => {
  expect(await readToken(await token().sign(secret))).toBe("u_1");
});

test.each<[string, () => Promise<string>, RegExp]>([
  [
    "a token signed with another secret",
    () => token().sign(new TextEncoder().encode("another secret of the same length!!")),
    /^Invalid token/,
  ],
  ["an expired token", () => token({ exp: Math.floor(Date.now() / 1000) - 60 }).sign(secret), /has expired/],
  ["a token for another audience", () => token({ aud: "shop" }).sign(secret), /^Invalid token/],
  ["a token without a user", () => token({ sub: "" }).sign(secret), /^Invalid token/],
  ["a token of the user undefined", () => token({ sub: "undefined" }).sign(secret), /^Invalid token/],
  ["a token whose user has a NUL", () => token({ sub: "u_1\u0000" }).sign(secret), /^Invalid token/],
  [
    "a token without expiry",
    () => new SignJWT({ sub: "u_1", aud: "analytics" }).setProtectedHeader({ alg: "HS256" }).sign(secret),
    /^Invalid token/,
  ],
  [
    "an unsigned token",
    () => Promise.resolve(`${encoded({ alg: "none" })}.${encoded({ sub: "u_1" })}.x`),
    /does not accept/,
  ],
  ["a text with two dots", () => Promise.resolve("a.b.c"), /^Invalid token/],
])("%s is rejected", async (_, make, message) => {
  await expect(readToken(await make())).rejects.toThrow(message);
});

test("a token signed with a published key yields its user id, and the public key cannot be used as a secret", async () => {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" }] };
  const server = createServer((_request, response) => response.end(JSON.stringify(keys))).listen(0);
  await once(server, "listening");
  const jwksUrl = `http://localhost:${(server.address() as AddressInfo).port}/jwks.json`;
  const readPublished = createUserTokenReader({ jwksUrl });

  const good = await new SignJWT({ sub: "u_2" })
    .setProtectedHeader({ alg: "ES256", kid: "k1" })
    .setExpirationTime("5m")
    .sign(privateKey);

  expect(await readPublished(good)).toBe("u_2");
  await expect(readPublished(await token().sign(secret))).rejects.toThrow(/^Invalid token/);
  server.close();
});

test("tokens are rejected without JWT_SECRET and JWKS_URL", async () => {
  await expect(createUserTokenReader({})(await token().sign(secret))).rejects.toThrow("JWT_SECRET");
});

test("API keys are not mistaken for tokens", () => {
  expect([isUserToken(`sk_${"a".repeat(32)}`), isUserToken("a.b.c")]).toEqual([false, true]);
});

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
