import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

let server: TestServer;
let withKey: Record<string, string>;
let withCookie: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer();
  withKey = { authorization: `Bearer ${await server.key()}` };
  withCookie = { cookie: await server.signIn() };
});

afterAll(() => server[Symbol.asyncDispose]());

test.each([
  ["a forged cookie", { cookie: "admin_events.session_token=forged.forged" }],
  ["an unknown key", { authorization: `Bearer sk_${"a".repeat(32)}` }],
])("%s can neither read nor send", async (_title, headers) => {
  const query = await fetch(`${server.url}/trpc/list_latest`, { headers });
  const event = await track({ ...headers, origin: server.url }, { name: "user.signed_up" });

  expect([query.status, event.status]).toEqual([401, 401]);
});

test("secret keys are rejected in browsers, public keys outside their origins", async () => {
  const secret = `Bearer ${await server.key()}`;
  const shop = `Bearer ${await server.key({ kind: "public", allowedOrigins: ["https://shop.example"] })}`;
  const event = { name: "user.signed_up" };

  expect((await track({ authorization: secret, origin: server.url }, event)).status).toBe(403);
  expect((await track({ authorization: shop, origin: "https://evil.example" }, event)).status).toBe(403);
  expect((await track({ authorization: shop, origin: "https://shop.example" }, event)).status).toBe(200);
});

test("an invalid event gets a message and the request id", async () => {
  const response = await track(withKey, { name: "Signed Up" });

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    error: {
      message: 'name: "Signed Up" must be lowercase words joined by dots, like user.signed_up',
      data: { requestId: response.headers.get("x-request-id") },
    },
  });
});

test("bodies over 512 KB and batches over 20 calls are rejected", async () => {
  const tooLarge = await track(withKey, {
    name: "a.b",
    metadata: { text: "x".repeat(600_000) },
  });
  const path = Array.from({ length: 21 }, () => "names").join(",");
  const tooMany = await fetch(`${server.url}/trpc/${path}?batch=1`, { headers: withCookie });

  expect(tooLarge.status).toBe(413);
  expect(tooMany.status).toBe(400);
});

test("while the application's public keys cannot be read, tokens get 503 with Retry-After and the log says why", async () => {
  await using server = await startTestServer({ jwksUrl: "http://127.0.0.1:1/jwks.json" });
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const token = `${encode({ alg: "ES256", kid: "k1" })}.${encode({ sub: "u_1" })}.c2lnbmF0dXJl`;

  const response = await fetch(`${server.url}/trpc/activity.list`, {
    headers: { authorization: `Bearer ${token}` },
  });

  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("5");
  expect(server.problems).toMatchObject([
    {
      requestId: response.headers.get("x-request-id"),
      error: {
        message: expect.stringContaining("The public keys at http://127.0.0.1:1 cannot be read.") as string,
      },
    },
  ]);
});

test("a query that is too long for a URL is accepted with POST, except from pages of other sites", async () => {
  const sku = Array.from({ length: 50 }, (_, index) => `${index}`.padEnd(1_000, "x"));
  const query = (headers: Record<string, string>) =>
    fetch(`${server.url}/trpc/list_latest`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ filter: { sku } }),
    });

  expect((await query({ ...withCookie, origin: server.url })).status).toBe(200);
  expect((await query({ ...withCookie, origin: "https://evil.example" })).status).toBe(403);
  expect((await query(withCookie)).status).toBe(403);
  expect((await query(withKey)).status).toBe(403);
  expect((await query({ origin: server.url })).status).toBe(401);
});

function track(headers: Record<string, string>, event: object): Promise<Response> {
  return fetch(`${server.url}/trpc/track`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(event),
  });
}
