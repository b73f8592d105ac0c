import { uuidv7 } from "@admin-events/client/node";
import { expect, test } from "vitest";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

interface QueryResponse {
  status: number;
  body: {
    result?: { data: Record<string, { current: number }> };
    error?: { message: string; data: { code: string } };
  };
}

async function query(
  server: TestServer,
  path: string,
  headers: Record<string, string> = {},
): Promise<QueryResponse> {
  const response = await fetch(`${server.url}/trpc/${path}`, { headers });

  return { status: response.status, body: (await response.json()) as QueryResponse["body"] };
}

const overview = async (server: TestServer, cookie: string) =>
  (await query(server, "usage.overview", { cookie })).body.result?.data;

test("the overview of an empty server is all zeros", async () => {
  await using server = await startTestServer();
  const cookie = await server.signIn();

  const { status, body } = await query(server, "usage.overview", { cookie });

  expect(status).toBe(200);
  expect(body.result?.data).toMatchObject({ requests: { current: 0 }, uniqueUsers: { current: 0 } });
});

test("API calls of applications are counted, those of the panel are not", async () => {
  await using server = await startTestServer();
  const cookie = await server.signIn();

  const authorization = `Bearer ${await server.key()}`;

  for (const procedure of ["names", "list_latest", "names"]) await query(server, procedure, { cookie });
  for (const procedure of ["names", "list_latest"]) await query(server, procedure, { authorization });

  await expect.poll(async () => (await overview(server, cookie))?.requests?.current).toBe(2);
});

test("requests, pages and sessions of applications are counted", async () => {
  await using server = await startTestServer();
  const cookie = await server.signIn();
  const key = await server.key();
  const [pageId, now] = [uuidv7(), Date.now()];
  const at = (second: number) => new Date(now - 60_000 + second * 1_000).toISOString();
  const presence = { sessionId: "s_1", userId: "u_1" };

  const response = await fetch(`${server.url}/ingest`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      events: [
        { type: "page", id: pageId, path: "/cart", timestamp: at(0), ...presence },
        { type: "heartbeat", id: uuidv7(), pageId, activeMs: 30_000, timestamp: at(30), ...presence },
        { type: "request", id: uuidv7(), method: "GET", route: "/api/me", status: 200, durationMs: 3.2 },
        { type: "request", id: uuidv7(), method: "GET", route: "/api/me", status: 42, durationMs: 3.2 },
        { name: "user.confirmed", userId: "u_1" },
      ],
    }),
  });

  const { results } = (await response.json()) as { results: { status: string }[] };
  expect(results.map(({ status }) => status)).toEqual(["stored", "stored", "stored", "rejected", "stored"]);
  expect(await overview(server, cookie)).toMatchObject({
    requests: { current: 1 },
    pageViews: { current: 1 },
    sessions: { current: 1 },
    averageSessionSeconds: { current: 30 },
    uniqueUsers: { current: 1 },
  });
});

test.each(["overview", "users", "trends", "endpoints"])(
  "usage.%s gets 401 without a session, 403 with a key, and 400 for an invalid date",
  async (reading) => {
    await using server = await startTestServer();
    const badDate = `?input=${encodeURIComponent(JSON.stringify({ from: "5.3.2026" }))}`;

    expect(await query(server, `usage.${reading}`)).toMatchObject({ status: 401 });
    expect(
      await query(server, `usage.${reading}`, { authorization: `Bearer ${await server.key()}` }),
    ).toMatchObject({ status: 403 });
    expect(
      await query(server, `usage.${reading}${badDate}`, { cookie: await server.signIn() }),
    ).toMatchObject({
      status: 400,
      body: {
        error: {
          message: "from: must be a date in the form YYYY-MM-DD, like 2026-03-03",
          data: { code: "BAD_REQUEST" },
        },
      },
    });
  },
);
