import express from "express";
import { expect, test } from "vitest";
import { startApp } from "../testing/start-app.ts";
import { compressResponses } from "./compress-responses.ts";

const text = "figures ".repeat(1_000);

test.each(["br", "gzip"])("pages, JSON and exports are compressed with %s", async (encoding) => {
  await using site = await startSite();
  const paths = ["/page", "/json", "/export"];

  const responses = await Promise.all(
    paths.map((path) => fetch(site.url + path, { headers: { "accept-encoding": encoding } })),
  );

  expect(responses.map(({ headers }) => headers.get("content-encoding"))).toEqual(paths.map(() => encoding));
  expect(responses.every(({ headers }) => headers.get("vary")?.includes("Accept-Encoding"))).toBe(true);
  expect(await responses[0]?.text()).toBe(text);
});

test.each(["/sign-in", "/sign-in/link?token=secret", "/api/auth/link"])(
  "%s is not compressed, because it contains a secret",
  async (path) => {
    await using site = await startSite();

    const response = await fetch(site.url + path);

    expect(response.headers.get("content-encoding")).toBeNull();
    expect(await response.text()).toBe(text);
  },
);

test.each(["/ingest", "/trpc/track", "/trpc/track,track?batch=1"])(
  "the results of events sent to %s are not compressed",
  async (path) => {
    await using site = await startSite();

    const response = await fetch(site.url + path, { method: "POST" });

    expect(response.headers.get("content-encoding")).toBeNull();
  },
);

test("the first part of a page arrives before the rest is ready", async () => {
  await using site = await startSite();

  const { body, headers } = await fetch(`${site.url}/slow`);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader?.read();
  site.finish();
  const second = await reader?.read();

  expect(headers.get("content-encoding")).not.toBeNull();
  expect([first?.value, second?.value]).toEqual(["first", "second"]);
});

async function startSite() {
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  const app = express().use(compressResponses);
  app.get("/json", (_request, response) => void response.json({ text }));
  app.get("/export", (_request, response) => void response.type("csv").send(text));
  app.get("/slow", async (_request, response) => {
    response.type("html").write("first");
    (response as { flush?: () => void }).flush?.();
    await finished;
    response.end("second");
  });
  app.all("*", (_request, response) => void response.type("html").send(text));

  return { ...(await startApp(app)), finish };
}
