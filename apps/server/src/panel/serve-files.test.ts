import express from "express";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { sendRaw, startApp } from "../testing/start-app.ts";
import { serveFiles } from "./serve-files.ts";

const script = "console.log(1);".repeat(100);

test.each([
  ["br, gzip", "br"],
  ["gzip", "gzip"],
  ["identity", null],
  ["", null],
])("Accept-Encoding %j gets the file encoded as %s", async (accepted, encoding) => {
  await using site = await startSite();

  const response = await fetch(`${site.url}/assets/app-1.js`, { headers: { "accept-encoding": accepted } });

  expect(response.headers.get("content-encoding")).toBe(encoding);
  expect(response.headers.get("content-type")).toMatch(/^(text|application)\/javascript/);
  expect(response.headers.get("vary")).toBe("Accept-Encoding");
  expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(await response.text()).toBe(script);
});

test("a file without a compressed copy is served as it is", async () => {
  await using site = await startSite();

  const response = await fetch(`${site.url}/favicon.svg`);

  expect(response.headers.get("content-encoding")).toBeNull();
  expect(response.headers.get("cache-control")).toBe("public, max-age=3600");
  expect(await response.text()).toBe("<svg/>");
});

test.each([
  "/assets/..%2f..%2fpackage.json",
  "/..%2fsecret",
  "/assets/none.js",
  "/assets",
  "/assets/",
  "/%00",
])("%s is not served", async (path) => {
  await using site = await startSite();

  expect(await sendRaw(site.port, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/ 40[034] | 301 /);
});

async function startSite() {
  const folder = await mkdtemp(join(tmpdir(), "files-"));
  const site = join(folder, "site");
  await mkdir(join(site, "assets"), { recursive: true });
  await writeFile(join(folder, "secret"), "secret");
  await writeFile(join(site, "favicon.svg"), "<svg/>");
  await writeFile(join(site, "assets/app-1.js"), script);
  await writeFile(join(site, "assets/app-1.js.br"), brotliCompressSync(script));
  await writeFile(join(site, "assets/app-1.js.gz"), gzipSync(script));
  const app = await startApp(express().use(serveFiles(site)));

  return {
    ...app,
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
