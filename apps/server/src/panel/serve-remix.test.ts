import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import express from "express";
import { pino } from "pino";
import { expect, test } from "vitest";
import { createBodyReader } from "../http/create-body-reader.ts";
import { handleErrors } from "../http/handle-errors.ts";
import { createOrigins } from "../http/origins.ts";
import { assignRequestId } from "../http/request-id.ts";
import { useOwnHost } from "../http/use-own-host.ts";
import { startApp } from "../testing/start-app.ts";
import type { LoadContext } from "./load-context.ts";
import { serveRemix } from "./serve-remix.ts";

const origin = "https://analytics.example.com";

test("a form reaches its action, under the server's own URL whatever Host the proxy sends", async () => {
  await using panel = await startPanel();

  const response = await panel.post("/form", "email=ann%40example.com");

  expect(await response.json()).toEqual({ email: "ann@example.com", url: `${origin}/form` });
});

test("a form over 16 KB is answered with 413 before it is parsed", async () => {
  await using panel = await startPanel();

  const startedAt = performance.now();
  const response = await panel.post("/form", "a&".repeat(2_000_000));

  expect(response.status).toBe(413);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test("other types of body are answered with 415", async () => {
  await using panel = await startPanel();
  const form = new FormData();
  form.set("email", "ann@example.com");

  expect((await panel.post("/form", form)).status).toBe(415);
  expect((await panel.post("/form", "{}", { "content-type": "application/json" })).status).toBe(415);
});

test("long and deep paths are not found, and are not matched with routes", async () => {
  await using panel = await startPanel();
  const paths = ["/a".repeat(17), `/${"a".repeat(6_001)}`, `${"/a".repeat(2_000)}.data`];

  expect(await Promise.all(paths.map(async (path) => (await panel.get(path)).status))).toEqual([
    404, 404, 404,
  ]);
});

test.each(["//evil.example/url", "/%5C", "/%5cevil.example", "/%2Fevil.example", "/%09/evil.example"])(
  "%s, which could name another host, is not found",
  async (path) => {
    await using panel = await startPanel();

    expect((await panel.get(path)).status).toBe(404);
  },
);

async function startPanel() {
  const origins = createOrigins(origin, []);
  const getLoadContext: LoadContext = () => Promise.resolve({} as Awaited<ReturnType<LoadContext>>);
  const app = express();
  app.use(assignRequestId, useOwnHost(origins));
  app.all(
    "*",
    serveRemix(createBuild(), "production", { getLoadContext, readBody: createBodyReader(), origins }),
  );
  app.use(handleErrors(pino({ level: "silent" })));
  const running = await startApp(app);

  return {
    ...running,
    get: (path: string) => fetch(running.url + path),
    post: (path: string, body: RequestInit["body"], headers: Record<string, string> = {}) => {
      const type = typeof body === "string" ? { "content-type": "application/x-www-form-urlencoded" } : {};
      return fetch(running.url + path, { method: "POST", body, headers: { origin, ...type, ...headers } });
    },
  };
}

/** A build with two resource routes. */
function createBuild(): ServerBuild {
  const route = (id: string, path: string, module: object) => ({ id, path, parentId: "root", module });

  return {
    entry: { module: { default: () => new Response() } },
    routes: {
      root: { id: "root", path: "", module: {} },
      form: route("form", "form", {
        async action({ request }: ActionFunctionArgs) {
          const form = await request.formData();
          return Response.json({ email: form.get("email"), url: request.url });
        },
      }),
      any: route("any", "*", {
        loader: ({ request }: LoaderFunctionArgs) => Response.json({ url: request.url }),
      }),
    },
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "1" },
    publicPath: "/",
    assetsBuildDirectory: "",
    future: { v3_singleFetch: true },
    isSpaMode: false,
  } as unknown as ServerBuild;
}
