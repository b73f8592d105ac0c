import { uuidv7 } from "@admin-events/client/node";
import type { ItemResult } from "@admin-events/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

let server: TestServer;
let key: string;

beforeAll(async () => {
  server = await startTestServer();
  key = await server.key();
  // From here on, JSON.parse of some Node versions takes an escaped key after "a" for a backslash.
  for (let time = 0; time < 3; time++) JSON.parse(String.raw`[{"a":1,"\\":2},{"a":1,"\\":2}]`);
});

afterAll(() => server[Symbol.asyncDispose]());

test.each(["ingest", "trpc"])(
  "escaped keys and long numbers arrive through /%s as they were sent",
  async (route) => {
    const id = uuidv7();
    const metadata = String.raw`{"a":1,"\u00e9":2,"orderId":9007199254740993,"huge":1e400,"__proto__":{"x":1},"zip":"90210"}`;

    const { warnings } = await send(route, `{"id":"${id}","name":"trial.sent","metadata":${metadata}}`);

    expect(await readMetadata(id)).toBe(
      '{"a":1,"é":2,"zip":"90210","huge":"1e400","orderId":"9007199254740993","__proto__":{"x":1}}',
    );
    expect(warnings).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^metadata\.orderId: .* send it as text$/),
        expect.stringMatching(/^metadata\.huge: .* send it as text$/),
      ]),
    );
  },
);

test.each(["ingest", "trpc"])(
  "keys with a quote, a backslash or a control character are refused by /%s",
  async (route) => {
    for (const badKey of [String.raw`a\"b`, String.raw`\\`, String.raw`a\nb`, String.raw`\u0000`]) {
      const { reason } = await send(
        route,
        `{"id":"${uuidv7()}","name":"trial.sent","metadata":{"a":1,"${badKey}":2}}`,
      );
      expect(reason).toMatch(
        /^metadata\.\S+: keys must not contain quotes, backslashes or control characters/,
      );
    }
  },
);

test("a bad key costs its event only", async () => {
  const [bad, good] = [uuidv7(), uuidv7()];
  const events = String.raw`[{"id":"${bad}","name":"trial.sent","metadata":{"\"":1}},{"id":"${good}","name":"trial.sent"}]`;

  const { results } = await post("/ingest", `{"events":${events}}`);

  expect(results?.map(({ id, status }) => [id, status])).toEqual([
    [bad, "rejected"],
    [good, "stored"],
  ]);
});

test("what is stored can be asked for by GET and POST, also a long number", async () => {
  const name = "trial.asked";
  await send(
    "ingest",
    `{"id":"${uuidv7()}","name":"${name}","metadata":{"é b:[x]":1,"orderId":9007199254740993}}`,
  );
  const ask = async (filter: string) => {
    const input = `{"name":"${name}","filter":${filter}}`;
    const cookie = await server.signIn();
    const response = await fetch(`${server.url}/trpc/list_latest?input=${encodeURIComponent(input)}`, {
      headers: { cookie },
    });
    const { result } = (await response.json()) as { result?: { data: { items: unknown[] } } };
    return result?.data.items.length;
  };

  expect(await ask(String.raw`{"\u00e9 b:[x]":1}`)).toBe(1);
  expect(await ask('{"orderId":9007199254740993}')).toBe(1);
  expect(await ask('{"orderId":"9007199254740993"}')).toBe(1);
  expect(await ask('{"orderId":9007199254740992}')).toBe(0);
  expect(await ask('{"__proto__":1}')).toBe(0);
  expect(await ask(String.raw`{"a\"b":1}`)).toBeUndefined();
});

test("long texts are cut and secrets redacted with a warning, in every kind of item", async () => {
  const page = {
    type: "page",
    sessionId: "s",
    anonymousId: "v",
    title: `${"x".repeat(299)}🎉`,
    path: "/reset/tok_abc123?token=a",
  };
  const request = {
    type: "request",
    method: "GET",
    route: `/invite/a1b2c3d4e5f6`,
    status: 500,
    durationMs: 1,
    errorCode: "e".repeat(101),
  };
  const identify = {
    type: "identify",
    userId: "values_1",
    traits: { password: "x", bio: "y".repeat(9_000) },
  };
  const group = { type: "group", groupType: "team", groupId: "t", traits: { apiKey: "x" } };
  const items = [page, request, identify, group].map((item) => ({ id: uuidv7(), ...item }));

  const { results } = await post("/ingest", JSON.stringify({ events: items }));

  expect(results?.map((result) => (result.status === "stored" ? result.warnings : result))).toEqual([
    [
      "path: contains a secret, which was stored as [redacted]",
      "title: has 301 characters and was cut to 300",
    ],
    [
      "route: contains a secret, which was stored as [redacted]",
      "errorCode: has 101 characters and was cut to 100",
    ],
    [
      "traits.bio: has 9000 characters and was cut to 8192",
      expect.stringMatching(/^traits\.password: looks like a secret/),
    ],
    [expect.stringMatching(/^traits\.apiKey: looks like a secret/)],
  ]);
  const [view] = await server.db.em.execute<{ path: string; title: string }[]>(
    "select path, title from admin_events.page_views",
  );
  expect(view).toEqual({ path: "/reset/[redacted]", title: "x".repeat(299) });
});

async function send(route: string, event: string): Promise<{ warnings?: string[]; reason?: string }> {
  if (route === "ingest") {
    const { results } = await post("/ingest", `{"events":[${event}]}`);
    return results?.[0] as { warnings?: string[]; reason?: string };
  }
  const { result, error } = await post("/trpc/track", event);

  return result?.data ?? { reason: error?.message };
}

interface Answer {
  results?: ItemResult[];
  result?: { data: { warnings: string[] } };
  error?: { message: string };
}

async function post(path: string, body: string): Promise<Answer> {
  const response = await fetch(server.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body,
  });

  return (await response.json()) as Answer;
}

async function readMetadata(id: string): Promise<string> {
  const [row] = await server.db.em.execute<[{ metadata: string }]>(
    "select metadata::text from admin_events.events where id = ?",
    [id],
  );

  return row.metadata.replaceAll(/(?<=[:,]) /g, "");
}
