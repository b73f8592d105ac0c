import { afterAll, beforeAll, expect, test } from "vitest";
import { sendRaw } from "../testing/start-app.ts";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server[Symbol.asyncDispose]());

const paths = ["/", "/sign-in", "/trpc/names", "/api/auth/link", "/healthz", "/nowhere", "/assets/x.js"];

test("a URL over 8 KB is answered with 414 on every route", async () => {
  const statuses = await Promise.all(
    paths.map(async (path) => (await fetch(`${server.url}${path}?${"a".repeat(8_192)}`)).status),
  );

  expect(statuses).toEqual(paths.map(() => 414));
});

test("a body that no route asks for is not read", async () => {
  const send = (path: string, body = "a&".repeat(200_000)) =>
    fetch(server.url + path, {
      method: "POST",
      body,
      headers: { origin: server.url, "content-type": "application/json" },
    });

  expect((await send("/healthz")).status).toBe(404);
  expect((await send("/sign-out")).status).toBe(404);
  expect((await send("/api/auth/link")).status).toBe(413);
  expect((await send("/trpc/track")).status).toBe(401);
  expect((await send("/trpc/track", "a&".repeat(400_000))).status).toBe(413);
});

test.each(["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"])("%s is answered with 405", async (method) => {
  const port = Number(new URL(server.url).port);

  for (const path of paths)
    expect(await sendRaw(port, `${method} ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/ 405 /);
});

test.each(["", "a b", "[::1", "evil.example", "x:99999999", "é", `${"a".repeat(2_000)}.example`])(
  "Host %j does not change the response",
  async (host) => {
    const port = Number(new URL(server.url).port);
    const statuses = ["/healthz", "/trpc/names", "/nowhere", "//evil.example/x"].map((path) =>
      sendRaw(port, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`),
    );

    expect(await Promise.all(statuses)).toEqual([
      expect.stringContaining(" 200 "),
      expect.stringContaining(" 401 "),
      expect.stringContaining(" 404 "),
      expect.stringContaining(" 404 "),
    ]);
  },
);

test.each(["http://evil.example/sign-in", "*"])(
  "the request target %s is answered with 400",
  async (target) => {
    const port = Number(new URL(server.url).port);

    expect(await sendRaw(port, `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/ 400 /);
  },
);

test("errors are a page for browsers and JSON for programs", async () => {
  const page = await fetch(`${server.url}/nowhere`, { headers: { accept: "text/html,*/*;q=0.8" } });
  const json = await fetch(`${server.url}/nowhere`);

  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await page.text()).toContain("<p>Not found.</p>");
  expect(await json.json()).toEqual({ error: { code: "NOT_FOUND", message: "Not found." } });
});
