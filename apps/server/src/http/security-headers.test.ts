import express from "express";
import { expect, test } from "vitest";
import { startApp } from "../testing/start-app.ts";
import { createOrigins } from "./origins.ts";
import { createSecurityHeaders } from "./security-headers.ts";

test("the security headers on http", async () => {
  expect(await getHeaders("http://localhost:4300")).toMatchInlineSnapshot(`
    {
      "content-security-policy": "default-src 'self';script-src 'self' 'nonce-…';style-src 'self' 'nonce-…';style-src-attr 'unsafe-inline';img-src 'self' data:;font-src 'self' data:;connect-src 'self' ws://localhost:4300 ws://127.0.0.1:4300;object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "origin-agent-cluster": "?1",
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "x-dns-prefetch-control": "off",
      "x-download-options": "noopen",
      "x-frame-options": "DENY",
      "x-permitted-cross-domain-policies": "none",
      "x-xss-protection": "0",
    }
  `);
});

test("the security headers on https", async () => {
  expect(await getHeaders("https://analytics.example.com")).toMatchInlineSnapshot(`
    {
      "content-security-policy": "default-src 'self';script-src 'self' 'nonce-…';style-src 'self' 'nonce-…';style-src-attr 'unsafe-inline';img-src 'self' data:;font-src 'self' data:;connect-src 'self' wss://analytics.example.com;object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "origin-agent-cluster": "?1",
      "referrer-policy": "same-origin",
      "strict-transport-security": "max-age=31536000",
      "x-content-type-options": "nosniff",
      "x-dns-prefetch-control": "off",
      "x-download-options": "noopen",
      "x-frame-options": "DENY",
      "x-permitted-cross-domain-policies": "none",
      "x-xss-protection": "0",
    }
  `);
});

test("under a base path, the policy about https is left to the application that has the host", async () => {
  const headers = await getHeaders("https://example.com", "/analytics");

  expect(headers).not.toHaveProperty("strict-transport-security");
  expect(headers["content-security-policy"]).toContain("connect-src 'self' wss://example.com;");
});

/** Every header that a plain response has because of our middleware. */
async function getHeaders(origin: string, basePath = ""): Promise<Record<string, string>> {
  const app = express().disable("x-powered-by");
  app.use(createSecurityHeaders(createOrigins(origin, [], basePath)));
  app.get("/", (_request, response) => void response.end());
  await using site = await startApp(app);

  const { headers } = await fetch(site.url);
  const changing = ["connection", "content-length", "date", "keep-alive"];
  const entries = [...headers].filter(([name]) => !changing.includes(name));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value.replace(/'nonce-[^']+'/g, "'nonce-…'")]),
  );
}
