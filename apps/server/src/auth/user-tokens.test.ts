import { createHmac } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, vi } from "vitest";
import { KeySetUnavailableError } from "./key-set.ts";
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
  ...[7, { id: "u_1" }, ["u_1"], true, "a\u0000b", "a\ud800"].map(
    (sub): [string, () => Promise<string>, RegExp] => [
      `a token whose sub is ${JSON.stringify(sub)}`,
      () => sign({ sub, aud: "analytics", exp: Math.floor(Date.now() / 1000) + 300 }),
      /^Invalid token/,
    ],
  ),
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

test("without the application's public keys a token is not called invalid", async () => {
  await using site = await startKeySite();
  const readToken = createUserTokenReader({ jwksUrl: site.url });

  for (const answer of ["error", "garbage", "hang"] as const) {
    site.answerWith(answer);
    await expect(createUserTokenReader({ jwksUrl: site.url })(await site.sign())).rejects.toThrow(
      KeySetUnavailableError,
    );
  }
  await expect(createUserTokenReader({ jwksUrl: "http://127.0.0.1:1/" })(await site.sign())).rejects.toThrow(
    KeySetUnavailableError,
  );

  site.answerWith("keys");
  expect(await readToken(await site.sign())).toBe("u_2");
}, 10_000);

test("while the keys cannot be read, tokens do not cause a request each", async () => {
  await using site = await startKeySite();
  const readToken = createUserTokenReader({ jwksUrl: site.url });
  site.answerWith("error");

  for (let n = 0; n < 20; n++)
    await expect(readToken(await site.sign())).rejects.toThrow(KeySetUnavailableError);

  expect(site.countRequests()).toBe(1);
});

test("keys that were read once verify tokens while they cannot be read again", async () => {
  await using site = await startKeySite();
  const readToken = createUserTokenReader({ jwksUrl: site.url });
  const token = await site.sign();
  expect(await readToken(token)).toBe("u_2");
  site.answerWith("error");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * 60_000 });

  expect(await readToken(await site.sign())).toBe("u_2");

  vi.useRealTimers();
  expect(site.countRequests()).toBe(2);
});

test("a token with an unknown key is invalid as long as the keys can be read", async () => {
  await using site = await startKeySite();

  await expect(createUserTokenReader({ jwksUrl: site.url })(await site.sign("k9"))).rejects.toThrow(
    /^Invalid token/,
  );
});

async function startKeySite() {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" }] });
  let answer: "keys" | "error" | "garbage" | "hang" = "keys";
  let count = 0;
  const server = createServer((_request, response) => {
    count++;
    if (answer === "keys") response.end(keys);
    else if (answer === "error") response.writeHead(500).end();
    else if (answer === "garbage") response.end("<html>");
  }).listen(0);
  await once(server, "listening");

  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/jwks.json`,
    answerWith: (next: typeof answer) => void (answer = next),
    countRequests: () => count,
    sign: (kid = "k1") =>
      new SignJWT({ sub: "u_2" })
        .setProtectedHeader({ alg: "ES256", kid })
        .setExpirationTime("5m")
        .sign(privateKey),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A token with any claims, also those that SignJWT does not accept. */
function sign(claims: object): Promise<string> {
  const signed = `${encoded({ alg: "HS256" })}.${encoded(claims)}`;

  return Promise.resolve(`${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`);
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
