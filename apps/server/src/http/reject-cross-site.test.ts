import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await startTestServer();
  cookie = await server.signIn();
});

afterAll(() => server[Symbol.asyncDispose]());

const crossSite: [string, Record<string, string>][] = [
  ["another site", { origin: "https://evil.example" }],
  ["another port", { origin: "http://localhost:1" }],
  ["a sandboxed frame", { origin: "null" }],
  ["a cross-site fetch", { "sec-fetch-site": "cross-site" }],
  ["a sibling site", { "sec-fetch-site": "same-site" }],
  ["an unknown source", {}],
];

test.each(crossSite)("unsafe requests from %s are rejected", async (_title, headers) => {
  const paths = ["/sign-out", "/sign-in", "/events", "/trpc/handlers.retry", "/api/auth/sign-out"];
  const statuses = await Promise.all(paths.map((path) => post(path, { ...headers, cookie })));

  expect(statuses).toEqual(paths.map(() => 403));
  expect(await isSignedIn()).toBe(true);
});

test("pages of the panel can call it under every local name", async () => {
  const { port } = new URL(server.url);
  const input = { "content-type": "application/json" };

  for (const name of ["localhost", "127.0.0.1", "[::1]"]) {
    const headers = { ...input, cookie, origin: `http://${name}:${port}` };
    expect(await post("/trpc/handlers.retry", headers, JSON.stringify({ name: "greet" }))).toBe(200);
  }
});

test("a browser that opened the server under another name is told its name, on a page", async () => {
  const { port } = new URL(server.url);
  const host = `192.168.1.20:${port}`;

  const response = await sendAs(host, { origin: `http://${host}`, accept: "text/html" });

  expect(response.status).toBe(403);
  expect(response.type).toBe("text/html; charset=utf-8");
  expect(response.body).toContain(
    `This server is known as ${server.url}. Open it there, or set ORIGIN=http://${host} and restart the server.`,
  );
});

test("a page of another site is not offered as ORIGIN", async () => {
  const response = await sendAs(new URL(server.url).host, {
    origin: "https://evil.example",
    accept: "text/html",
  });

  expect(response.status).toBe(403);
  expect(response.body).toContain("This request came from another site.");
  expect(response.body).not.toContain("evil.example");
});

test("procedures reject multipart forms", async () => {
  const form = new FormData();
  form.set("name", "greet");

  expect(await post("/trpc/handlers.retry", { cookie, origin: server.url }, form)).toBe(415);
});

test("forwarded headers are ignored without a trusted proxy", async () => {
  const origin = "https://evil.example";

  const status = await post("/sign-out", { cookie, origin, "x-forwarded-host": "evil.example" });

  expect(status).toBe(403);
});

test("every response has security headers and its own nonce", async () => {
  const { headers } = await fetch(`${server.url}/nowhere`);
  const again = await fetch(`${server.url}/nowhere`);

  expect(headers.get("content-security-policy")).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}';/);
  expect(headers.get("content-security-policy")).toMatch(
    /style-src 'self' 'nonce-[\w+/=]{24}';style-src-attr 'unsafe-inline';/,
  );
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("content-security-policy")).not.toBe(again.headers.get("content-security-policy"));
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("x-powered-by")).toBeNull();
});

/** `fetch` does not send a Host header of its own. */
async function sendAs(host: string, headers: Record<string, string>) {
  const sending = request(`${server.url}/sign-in`, { method: "POST", headers: { ...headers, host } }).end();
  const [response] = (await once(sending, "response")) as [IncomingMessage];

  return {
    status: response.statusCode,
    type: response.headers["content-type"],
    body: (await response.toArray()).join(""),
  };
}

async function post(
  path: string,
  headers: Record<string, string>,
  body?: RequestInit["body"],
): Promise<number> {
  const answer = await fetch(server.url + path, { method: "POST", headers, body, redirect: "manual" });
  return answer.status;
}

async function isSignedIn(): Promise<boolean> {
  const answer = await fetch(`${server.url}/trpc/names`, { headers: { cookie } });
  return answer.ok;
}
