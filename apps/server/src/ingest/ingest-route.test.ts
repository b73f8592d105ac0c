import { uuidv7 } from "@admin-events/client/node";
import type { ItemResult } from "@admin-events/contract";
import { toPublicId } from "@admin-events/core/events";
import { createApiKey } from "@admin-events/core/access";
import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

const shop = "https://shop.example";
const evil = "https://evil.example";

let server: TestServer;
let secretKey: string;
let shopKey: string;

beforeAll(async () => {
  server = await startTestServer();
  secretKey = await server.key();
  shopKey = await server.key({ kind: "public", allowedOrigins: [shop] });
});

afterAll(() => server[Symbol.asyncDispose]());

test("a text/plain batch with the key in the body is stored", async () => {
  const [first, second] = [newEvent({ userId: "u1" }), newEvent({ sessionId: "s1" })];

  const { status, body } = await send({ key: shopKey, events: [first, second] }, { origin: shop });

  expect(status).toBe(200);
  expect(body).toEqual({
    results: [
      { id: first.id, status: "stored", duplicate: false, warnings: [] },
      { id: second.id, status: "stored", duplicate: false, warnings: [] },
    ],
  });
  expect(await storedIds()).toEqual(expect.arrayContaining([first, second].map(({ id }) => toPublicId(id))));
});

test("repeated events are duplicates, also within a batch", async () => {
  const event = newEvent();

  const first = await send({ key: secretKey, events: [event, event] });
  const second = await send({ key: secretKey, events: [event] });

  expect(first.body.results).toMatchObject([
    { status: "stored", duplicate: false },
    { status: "stored", duplicate: true },
  ]);
  expect(second.body.results).toMatchObject([{ status: "stored", duplicate: true }]);
});

test("invalid events do not affect the others of a batch", async () => {
  const bad = [
    newEvent({ name: "Signed Up" }),
    newEvent({ metadata: { price: "free" }, name: "product.viewed" }),
    { id: uuidv7(), name: 5 },
    "no event",
    null,
    newEvent({ id: "42" }),
    newEvent({ timestamp: "yesterday" }),
    newEvent({ timestamp: "5" }),
    newEvent({ timestamp: "2025-02-30T10:00:00Z" }),
    newEvent({ timestamp: "03/04/2025 10:00" }),
    newEvent({ timestamp: "+275760-09-13T00:00:00.000Z" }),
  ];
  const good = Array.from({ length: 20 }, () => newEvent({ metadata: { source: "a\u0000b\ud800" } }));

  const { status, statuses, body } = await send({ key: secretKey, events: [...bad, ...good] });

  expect(status).toBe(200);
  expect(statuses).toEqual([...bad.map(() => "rejected"), ...good.map(() => "stored")]);
  expect(body.results?.[0]).toEqual({
    id: (bad[0] as { id: string }).id,
    status: "rejected",
    path: "name",
    reason: 'name: "Signed Up" must be lowercase words joined by dots, like user.signed_up',
  });
  expect(body.results?.slice(0, 6).map(({ id }) => id)).toEqual([
    (bad[0] as { id: string }).id,
    (bad[1] as { id: string }).id,
    (bad[2] as { id: string }).id,
    null,
    null,
    "42",
  ]);
});

test("results contain the id as sent, in any case and length", async () => {
  const shouted = newEvent({ id: uuidv7().toUpperCase() });
  const endless = newEvent({ id: "x".repeat(5_000) });

  const { body } = await send({ key: secretKey, events: [shouted, endless, shouted] });

  expect(body.results).toMatchObject([
    { id: shouted.id, status: "stored", duplicate: false },
    { id: endless.id, status: "rejected" },
    { id: shouted.id, status: "stored", duplicate: true },
  ]);
});

test("events need no type, other items do, and each item has its own result", async () => {
  const [identify, alias, group] = [
    newItem({ type: "identify", userId: "u1", traits: { email: "ann@example.com" } }),
    newItem({ type: "alias", userId: "u1", previousId: "v1" }),
    newItem({ type: "group", groupType: "company", groupId: "c1" }),
  ];
  const bad = [
    newItem({ type: "identify" }),
    newItem({ type: "identify", userId: "anonymous:v1" }),
    newItem({ type: "group", groupType: "Company", groupId: "c1" }),
    newItem({ type: "forget", userId: "u1" }),
  ];

  const { body } = await send({ key: secretKey, events: [identify, ...bad, newEvent(), group, alias] });

  expect(body.results?.map((result) => (result.status === "stored" ? result.status : result.reason))).toEqual(
    [
      "stored",
      "userId: is required",
      'userId: must not begin with "anonymous:"; send visitors as anonymousId',
      "groupType: must be a lowercase word like company",
      "type: must be one of track, identify, alias, group, page, heartbeat, request",
      "stored",
      "stored",
      "stored",
    ],
  );
});

test("a signature verifies the user id, and an invalid one rejects only its event", async () => {
  const { key, signingSecret } = await createApiKey(server.db.em, {
    kind: "public",
    name: "Signed",
    allowedOrigins: [shop],
  });
  const signature = createHmac("sha256", signingSecret ?? "")
    .update("u7")
    .digest("hex");
  const [plain, signed, wrong] = [
    newEvent({ userId: "u7" }),
    newEvent({ userId: "u7", signature }),
    newEvent({ userId: "u8", signature }),
  ];

  const { statuses } = await send({ key, events: [plain, signed, wrong] }, { origin: shop });

  expect(statuses).toEqual(["stored", "stored", "rejected"]);
  const rows = await server.db.em.execute("select id from admin_events.events where is_unverified");
  expect(rows).toContainEqual({ id: toPublicId(plain.id) });
  expect(rows).not.toContainEqual({ id: toPublicId(signed.id) });
});

test("an adjusted timestamp is reported as a warning", async () => {
  const event = newEvent({ timestamp: new Date(Date.now() + 86_400_000).toISOString() });

  const { body } = await send({ key: secretKey, events: [event] });

  expect(body.results).toEqual([
    {
      id: event.id,
      status: "stored",
      duplicate: false,
      warnings: ["The timestamp is in the future. It was set to one minute from now."],
    },
  ]);
});

test("sentAt corrects a wrong clock of the sender", async () => {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  const event = newEvent({ timestamp: yesterday });

  await send({ key: secretKey, sentAt: yesterday, events: [event] });

  const [{ age }] = await server.db.em.execute<[{ age: number }]>(
    "select extract(epoch from now() - occurred_at)::float8 as age from admin_events.events where id = ?",
    [event.id],
  );
  expect(age).toBeLessThan(60);
});

test("an empty batch is accepted", async () => {
  expect(await send({ key: secretKey, events: [] })).toMatchObject({ status: 200, body: { results: [] } });
});

test("the key can be a header and the body gzipped", async () => {
  const body = gzipSync(JSON.stringify({ events: [newEvent()] }));

  const answer = await post(body, { authorization: `Bearer ${secretKey}`, "content-encoding": "gzip" });

  expect(answer.statuses).toEqual(["stored"]);
});

test("gzip is detected without Content-Encoding", async () => {
  const body = gzipSync(JSON.stringify({ key: shopKey, events: [newEvent()] }));

  expect((await post(body, { origin: shop })).statuses).toEqual(["stored"]);
});

test.each<[string, () => Promise<{ status: number; code?: string }>, number, string]>([
  ["no key", () => send({ events: [] }), 401, "UNAUTHORIZED"],
  ["an unknown key", () => send({ key: `pk_${"a".repeat(32)}`, events: [] }), 401, "UNAUTHORIZED"],
  [
    "a secret key in a browser",
    () => send({ key: secretKey, events: [] }, { origin: shop }),
    403,
    "FORBIDDEN",
  ],
  ["a wrong origin", () => send({ key: shopKey, events: [] }, { origin: evil }), 403, "FORBIDDEN"],
  ["a hidden origin", () => send({ key: shopKey, events: [] }, { origin: "null" }), 403, "FORBIDDEN"],
  ["invalid JSON", () => post("events=1"), 400, "MALFORMED"],
  ["an array instead of a batch", () => post(JSON.stringify([newEvent()])), 400, "MALFORMED"],
  ["a batch without events", () => send({ key: secretKey }), 400, "MALFORMED"],
  ["invalid gzip", () => post("{}", { "content-encoding": "gzip" }), 400, "MALFORMED"],
  ["an unsupported compression", () => post("{}", { "content-encoding": "br" }), 415, "UNSUPPORTED_CONTENT"],
  [
    "a form",
    () => post("a=1", { "content-type": "application/x-www-form-urlencoded" }),
    415,
    "UNSUPPORTED_CONTENT",
  ],
  ["600 KB", () => post("x".repeat(600_000)), 413, "TOO_LARGE"],
  ["5 MB", () => post("x".repeat(5_000_000)), 413, "TOO_LARGE"],
  ["a truncated gzip body", () => post(gzipSync("{}").subarray(0, 12)), 400, "MALFORMED"],
  [
    "a small body that inflates to over 1 MB",
    () => post(gzipSync("x".repeat(1_100_000)), { "content-encoding": "gzip" }),
    413,
    "TOO_LARGE",
  ],
  ["501 events", () => send({ key: secretKey, events: Array(501).fill(null) }), 413, "TOO_LARGE"],
])("%s is rejected as a whole", async (_title, sending, status, code) => {
  expect(await sending()).toMatchObject({ status, code });
});

test("a batch that is refused as a whole is shown with its key", async () => {
  await using guarded = await startTestServer();
  const { id: publicId, key } = await createApiKey(guarded.db.em, {
    kind: "public",
    name: "Site",
    allowedOrigins: [shop],
  });
  const { id: secretId, key: secret } = await createApiKey(guarded.db.em, { kind: "secret", name: "Shop" });
  const sendTo = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${guarded.url}${path}`, { method: "POST", body, headers });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const json = { "content-type": "application/json" };

  await sendTo("/ingest", `{"key":"${key}","events":[{"name":"order.pla`, { origin: shop });
  await sendTo("/ingest", "events=1", bearer(secret));
  await sendTo("/ingest", "{}", bearer(secret));
  await sendTo("/ingest", JSON.stringify({ events: Array(501).fill(null) }), bearer(secret));
  await sendTo("/ingest", "x".repeat(600_000), bearer(secret));
  await sendTo("/ingest", "a=1", {
    ...bearer(secret),
    "content-type": "application/x-www-form-urlencoded",
  });
  await sendTo("/ingest", "{}", { ...bearer(secret), origin: shop });
  await sendTo("/ingest", "{}", { ...bearer(key), origin: evil });
  await sendTo("/trpc/track", '{"metadata":{}}', { ...bearer(secret), ...json });
  await sendTo("/trpc/track", "{", { ...bearer(secret), ...json });
  await sendTo("/trpc/users.identify", '{"userId":"u1"}', { ...bearer(key), ...json });
  await sendTo("/trpc/track", "{}", { ...bearer(secret), ...json, origin: shop });
  await sendTo("/ingest", "{}", bearer(`pk_${"a".repeat(32)}`));

  await vi.waitFor(async () => {
    const rows = await guarded.db.em.execute<{ key_id: number; type: string; reason: string }[]>(
      "select key_id, type, reason from admin_events.rejected_items",
    );
    expect(new Set(rows.map((row) => [row.key_id, row.type, row.reason].join(" | ")))).toEqual(
      new Set(
        [
          [publicId, "batch", "The body is not valid JSON."],
          [secretId, "batch", "The body is not valid JSON."],
          [secretId, "batch", "events: is required"],
          [secretId, "batch", "The batch has 501 events. Send at most 500 per batch."],
          [secretId, "batch", "The body is larger than 512 KB. Send fewer events per batch."],
          [secretId, "batch", "Send JSON with Content-Type application/json or text/plain."],
          [
            secretId,
            "batch",
            "Secret keys (sk_…) work on servers only. Use a public key (pk_…) in browsers.",
          ],
          [publicId, "batch", "This API key does not allow the origin https://evil.example."],
          [secretId, "track", "name: is required"],
          [secretId, "track", "The input is not valid JSON."],
          [
            publicId,
            "identify",
            "Public keys (pk_…) can only send events. Use a secret key (sk_…) on a server.",
          ],
          [
            secretId,
            "track",
            "Secret keys (sk_…) work on servers only. Use a public key (pk_…) in browsers.",
          ],
        ].map((row) => row.join(" | ")),
      ),
    );
  });
  const samples = await guarded.db.em.execute<{ sample: string; reason: string }[]>(
    "select sample from admin_events.rejected_items",
  );
  expect(JSON.stringify(samples)).not.toContain(key);
});

test("CORS allows exactly the origins of public keys", async () => {
  // The second line is what tracing of the page adds to each of its requests.
  const ownHeaders = "authorization,content-type,content-encoding";
  const tracingHeaders =
    "baggage,sentry-trace,traceparent,tracestate,x-datadog-trace-id,x-b3-traceid,newrelic";
  const preflight = (origin: string) =>
    fetch(`${server.url}/ingest`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": `content-type,${tracingHeaders}`,
      },
    });

  const [allowed, rejected] = [await preflight(shop), await preflight(evil)];
  const malformed = await post("no JSON", { origin: shop });

  expect(allowed.status).toBe(204);
  expect(allowed.headers.get("access-control-allow-origin")).toBe(shop);
  expect(allowed.headers.get("access-control-allow-headers")).toBe(`${ownHeaders},${tracingHeaders}`);
  expect(allowed.headers.get("vary")).toContain("Access-Control-Request-Headers");
  expect(allowed.headers.get("access-control-allow-credentials")).toBeNull();
  expect(rejected.headers.get("access-control-allow-origin")).toBeNull();
  expect(malformed.headers.get("access-control-allow-origin")).toBe(shop);
  expect(malformed.headers.get("access-control-expose-headers")).toBe("Retry-After,X-Request-Id");
  expect(malformed.headers.get("vary")).toContain("Origin");
});

test("other methods than POST get 405", async () => {
  const answer = await fetch(`${server.url}/ingest`);

  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("POST, OPTIONS");
});

test("an address with many wrong keys gets 429, while a right key that was never used still works", async () => {
  await using guarded = await startTestServer();
  const right = await guarded.key({ kind: "public" });
  const sendWith = (key: string) =>
    fetch(`${guarded.url}/ingest`, { method: "POST", body: JSON.stringify({ key, events: [newEvent()] }) });
  const callWith = (key: string) =>
    fetch(`${guarded.url}/trpc/track`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(newEvent()),
    });

  const guesses = await Promise.all(
    Array.from({ length: 120 }, (_, index) =>
      (index % 2 ? sendWith : callWith)(`pk_${String(index).padStart(32, "b")}`),
    ),
  );
  const statuses = guesses.map(({ status }) => status);
  const tooMuch = await sendWith(`pk_${"c".repeat(32)}`);

  expect(statuses.filter((status) => status === 401)).toHaveLength(100);
  expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  expect(tooMuch.status).toBe(429);
  expect(Number(tooMuch.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await callWith(`pk_${"c".repeat(32)}`)).headers.get("retry-after")).toMatch(/^\d+$/);
  expect((await sendWith(right)).status).toBe(200);
  expect((await callWith(right)).status).toBe(200);
});

test("every way to send counts towards one limit of a public key and address", async () => {
  await using guarded = await startTestServer();
  const key = await guarded.key({ kind: "public" });
  const other = await guarded.key({ kind: "public" });
  const headers = (bearer: string) => ({
    authorization: `Bearer ${bearer}`,
    "content-type": "application/json",
  });
  const sendBatch = (bearer: string, events: unknown[]) =>
    fetch(`${guarded.url}/ingest`, {
      method: "POST",
      headers: headers(bearer),
      body: JSON.stringify({ events }),
    });
  const call = (bearer: string, procedure: string) =>
    fetch(`${guarded.url}/trpc/${procedure}`, { method: "POST", headers: headers(bearer), body: "{}" });
  const invalid: unknown[] = Array.from({ length: 500 }, () => null);

  expect((await call(key, "track")).status).toBe(400);
  for (let batch = 0; batch < 9; batch++) expect((await sendBatch(key, invalid)).status).toBe(200);
  const overLimit = await sendBatch(key, invalid);

  expect(overLimit.status).toBe(429);
  expect(Number(overLimit.headers.get("retry-after"))).toBeGreaterThan(0);
  for (const procedure of ["track", "usage.trackPageView", "usage.heartbeat"]) {
    const response = await call(key, procedure);
    expect([procedure, response.status]).toEqual([procedure, 429]);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect((await sendBatch(key, [])).status).toBe(429);
  expect((await sendBatch(other, [])).status).toBe(200);
});

test("a batch whose events fail is logged once", async () => {
  await using broken = await startTestServer();
  const key = await broken.key();
  await broken.db.em.execute("alter table admin_events.events rename to events_elsewhere");
  const events = [newEvent(), newEvent(), newEvent({ name: "Signed Up" })];

  const answer = await fetch(`${broken.url}/ingest`, {
    method: "POST",
    body: JSON.stringify({ key, events }),
  });

  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    results: [{ status: "failed" }, { status: "failed" }, { status: "rejected" }],
  });
  expect(broken.problems).toMatchObject([
    {
      msg: "Events could not be stored",
      failed: 2,
      of: 3,
      requestId: answer.headers.get("x-request-id"),
      error: { message: expect.stringContaining("events") as string },
    },
  ]);
});

function newEvent(details: Record<string, unknown> = {}) {
  return newItem({ name: "user.signed_up", metadata: { source: "footer" }, ...details });
}

function newItem(details: Record<string, unknown>) {
  return { id: uuidv7(), timestamp: new Date().toISOString(), ...details };
}

function send(
  batch: { key?: string; sentAt?: string; events?: unknown[] },
  headers: Record<string, string> = {},
) {
  return post(JSON.stringify(batch), headers);
}

async function post(body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.url}/ingest`, {
    method: "POST",
    body,
    headers: { "content-type": "text/plain;charset=UTF-8", ...headers },
  });
  const parsed = (await answer.json()) as {
    results?: ItemResult[];
    error?: { code: string; message: string };
  };

  return {
    status: answer.status,
    headers: answer.headers,
    body: parsed,
    statuses: parsed.results?.map(({ status }) => status),
    code: parsed.error?.code,
  };
}

async function storedIds(): Promise<string[]> {
  const rows = await server.db.em.execute<{ id: string }[]>("select id from admin_events.events");

  return rows.map(({ id }) => id);
}
