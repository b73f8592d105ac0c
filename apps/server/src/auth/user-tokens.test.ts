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

test("a token signed with the application's secret says whose it is", async () => {
  expect(await readToken(await token().sign(secret))).toBe("u_1");
});

test.each<[string, () => Promise<string>, RegExp]>([
  [
    "another secret's",
    () => token().sign(new TextEncoder().encode("another secret of the same length!!")),
    /not one/,
  ],
  ["an old one", () => token({ exp: Math.floor(Date.now() / 1000) - 60 }).sign(secret), /is over/],
  ["one for another audience", () => token({ aud: "shop" }).sign(secret), /not one/],
  ["one without a person", () => token({ sub: "" }).sign(secret), /not one/],
  [
    "one that never ends",
    () => new SignJWT({ sub: "u_1", aud: "analytics" }).setProtectedHeader({ alg: "HS256" }).sign(secret),
    /not one/,
  ],
  [
    "an unsigned one",
    () => Promise.resolve(`${encoded({ alg: "none" })}.${encoded({ sub: "u_1" })}.x`),
    /no tokens/,
  ],
  ["three words", () => Promise.resolve("a.b.c"), /not one/],
])("%s is refused", async (_, make, sentence) => {
  await expect(readToken(await make())).rejects.toThrow(sentence);
});

test("a token signed with a published key says whose it is, and a published key is no secret", async () => {
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
  await expect(readPublished(await token().sign(secret))).rejects.toThrow(/not one/);
  server.close();
});

test("a server that knows no tokens refuses them", async () => {
  await expect(createUserTokenReader({})(await token().sign(secret))).rejects.toThrow("JWT_SECRET");
});

test("a key is no token", () => {
  expect([isUserToken(`sk_${"a".repeat(32)}`), isUserToken("a.b.c")]).toEqual([false, true]);
});

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
