import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestServer } from "./testing/start-test-server.ts";
import { startTestServer } from "./testing/start-test-server.ts";

let server: TestServer;
let asked: Record<string, Record<string, string>>;

beforeAll(async () => {
  server = await startTestServer();
  const outsider = await server.signIn("outsider@example.com");
  await server.db.em.execute("update panel_users set role = 'none'");

  asked = {
    anonymous: {},
    "a wrong cookie": { cookie: "admin_events.session_token=forged.forged" },
    "a public key": { authorization: `Bearer ${await server.key({ kind: "public" })}` },
    "a secret key": { authorization: `Bearer ${await server.key()}` },
    "an unknown key": { authorization: `Bearer sk_${"a".repeat(32)}` },
    "somebody without a role": { cookie: outsider },
    "an admin": { cookie: await server.signIn() },
  };
});

afterAll(() => server[Symbol.asyncDispose]());

const march = { from: "2026-03-01", to: "2026-04-01" };
const questions: [string, unknown][] = [
  ["list_latest", {}],
  ["aggregate", { name: "user.signed_up", ...march }],
  ["barChart", { name: "user.signed_up", ...march }],
  ["stackedBarChart", { names: ["user.signed_up"], ...march }],
  ["funnel", { names: ["user.signed_up", "user.confirmed"], ...march }],
  ["event", { id: "019aa000-0000-7000-8000-000000000001" }],
  ["names", undefined],
  ["users.get", { id: "u1" }],
  ["handlers.status", undefined],
  ["activity.actionTypes", undefined],
];

const answers = {
  anonymous: 401,
  "a wrong cookie": 401,
  "a public key": 403,
  "a secret key": 403,
  "an unknown key": 401,
  "somebody without a role": 403,
  "an admin": 200,
};

test.each(questions)("%s is answered to admins alone", async (procedure, input) => {
  const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;

  const statuses: Record<string, number> = {};
  for (const [who, headers] of Object.entries(asked)) {
    statuses[who] = (await fetch(`${server.url}/trpc/${procedure}${query}`, { headers })).status;
  }

  expect(statuses).toEqual(answers);
});

test("events are taken from keys alone", async () => {
  const statuses: Record<string, number> = {};
  for (const [who, headers] of Object.entries(asked)) {
    statuses[who] = (await track(headers, { name: "user.signed_up" })).status;
  }

  expect(statuses).toEqual({
    anonymous: 401,
    "a wrong cookie": 403,
    "a public key": 200,
    "a secret key": 200,
    "an unknown key": 401,
    "somebody without a role": 403,
    "an admin": 403,
  });
});

test("a signed-in person cannot send events even from the panel itself", async () => {
  const answer = await track({ ...asked["an admin"], origin: server.url }, { name: "user.signed_up" });

  expect(answer.status).toBe(401);
});

test("a secret key is refused in browsers, a public key outside its origins", async () => {
  const secret = `Bearer ${await server.key()}`;
  const shop = `Bearer ${await server.key({ kind: "public", allowedOrigins: ["https://shop.example"] })}`;
  const event = { name: "user.signed_up" };

  expect((await track({ authorization: secret, origin: server.url }, event)).status).toBe(403);
  expect((await track({ authorization: shop, origin: "https://evil.example" }, event)).status).toBe(403);
  expect((await track({ authorization: shop, origin: "https://shop.example" }, event)).status).toBe(200);
});

test("a mistake is explained, with the request's id", async () => {
  const answer = await track(asked["a secret key"], { name: "Signed Up" });

  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: {
      message: 'name: "Signed Up" must be lowercase words joined by dots, like user.signed_up',
      data: { requestId: answer.headers.get("x-request-id") },
    },
  });
});

test("a body that is too large and a batch that is too long are refused", async () => {
  const tooLarge = await track(asked["a secret key"], {
    name: "a.b",
    metadata: { text: "x".repeat(600_000) },
  });
  const path = Array.from({ length: 21 }, () => "names").join(",");
  const tooMany = await fetch(`${server.url}/trpc/${path}?batch=1`, { headers: asked["an admin"] });

  expect(tooLarge.status).toBe(413);
  expect(tooMany.status).toBe(400);
});

function track(headers: Record<string, string> | undefined, event: object): Promise<Response> {
  return fetch(`${server.url}/trpc/track`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(event),
  });
}
