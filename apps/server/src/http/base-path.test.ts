import { pino } from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openWebSocket } from "../testing/open-websocket.ts";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    basePath: "/analytics",
    trustedProxies: 1,
    metricsToken: "a-token-of-16-characters",
  });
});
afterAll(async () => server[Symbol.asyncDispose]());

const getRoot = () => new URL(server.url).origin;
const get = (path: string, headers = {}) => fetch(getRoot() + path, { headers, redirect: "manual" });

test("the API, /ingest and monitoring are under the base path", async () => {
  const headers = { authorization: `Bearer ${await server.key()}` };
  const body = JSON.stringify({ events: [{ type: "track", name: "parcel.sent" }] });

  const ingested = await fetch(`${getRoot()}/analytics/ingest`, { method: "POST", headers, body });

  expect(await ingested.json()).toMatchObject({ results: [{ status: "stored" }] });
  expect((await get("/analytics/trpc/names")).status).toBe(401);
  expect((await get("/analytics/readyz")).status).toBe(200);
  expect((await get("/analytics/metrics")).status).toBe(401);
});

test("without the trailing slash, a browser is redirected to it with its query", async () => {
  const { status, headers } = await get("/analytics?range=7d");

  expect([status, headers.get("location")]).toEqual([307, "/analytics/?range=7d"]);
  expect((await fetch(`${getRoot()}/analytics`, { method: "POST" })).status).toBe(404);
});

test("the machine itself asks for its health and metrics at the root", async () => {
  expect((await get("/healthz")).status).toBe(200);
  expect((await get("/readyz?verbose")).status).toBe(200);
  expect((await get("/metrics")).status).toBe(401);
});

test.each(["/", "/trpc/names", "/analyticsfoo", "/analytics.data", "/Analytics/trpc/names"])(
  "%s is outside and not found, with a message that says where the server is",
  async (path) => {
    const response = await get(path);

    expect(response.status).toBe(404);
    expect(await response.text()).toContain(`This server is at ${server.url}.`);
  },
);

test("a path that is unknown under the base path is not found", async () => {
  const response = await get("/analytics/unknown");

  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ error: { code: "NOT_FOUND", message: "Not found." } });
});

test("a trusted proxy that removes the base path says so with X-Forwarded-Prefix", async () => {
  await using untrusting = await startTestServer({ basePath: "/analytics" });
  const ask = async (url: string, prefix: string) =>
    (await fetch(`${new URL(url).origin}/trpc/names`, { headers: { "x-forwarded-prefix": prefix } })).status;

  expect(await ask(server.url, "/analytics")).toBe(401);
  expect(await ask(server.url, "/analytics/")).toBe(401);
  expect(await ask(server.url, "/other")).toBe(404);
  expect(await ask(untrusting.url, "/analytics")).toBe(404);
});

test("logs name the route without the base path", async () => {
  const lines: string[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => lines.push(line) });
  await using logging = await startTestServer({ basePath: "/analytics", log });

  await fetch(`${logging.url}/trpc/names`);

  const listRoutes = () => lines.flatMap((line) => (JSON.parse(line) as { route?: string }).route ?? []);
  await vi.waitFor(() => expect(listRoutes()).toEqual(["/trpc/names"]));
});

test("a WebSocket opens under the base path only", async () => {
  const root = { ...server, url: getRoot() };

  (await openWebSocket(server, {})).close();
  (await openWebSocket(root, { "x-forwarded-prefix": "/analytics" })).close();
  await expect(openWebSocket(root, {})).rejects.toThrow("404");
});

test("a sign-in link leads to the base path, and so do the cookie and the page after it", async () => {
  const link = await server.createSignInLink("ann@example.com");
  expect(link).toMatch(/^http:\/\/localhost:\d+\/analytics\/sign-in\/link\?token=/);
  const submit = (token: string, returnTo: string) =>
    fetch(`${server.url}/api/auth/link`, {
      method: "POST",
      headers: { origin: getRoot() },
      body: new URLSearchParams({ token, returnTo }),
      redirect: "manual",
    });

  const signedIn = await submit(new URL(link).searchParams.get("token") ?? "", "/events?name=a");
  const refused = await submit("unknown", "/");

  expect(signedIn.headers.get("location")).toBe("/analytics/events?name=a");
  expect(signedIn.headers.getSetCookie()).toEqual([expect.stringContaining("Path=/analytics;")]);
  expect(refused.headers.get("location")).toBe("/analytics/sign-in?error=INVALID_TOKEN");
});
