import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { execFile } from "node:child_process";
import { glob, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildPackage } from "./build-package.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

let folder: string;
let tarball: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "admin-events-package-"));
  await buildPackage();
  await run("pnpm", ["pack", "--pack-destination", folder], { cwd: root });
  tarball = join(folder, "admin-events-client-0.1.0.tgz");
}, 180_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test("the declarations import only React and Node", async () => {
  const imports: string[] = [];
  for await (const file of glob("dist/**/*.d.ts", { cwd: root })) {
    const code = (await readFile(join(root, file), "utf8")).replaceAll(/\/\*[^]*?\*\//g, "");
    imports.push(...Array.from(code.matchAll(/(?:from|import\() ?"([^".][^"]*)"/g), ([, name = ""]) => name));
    expect(code).not.toMatch(/zod|trpc/i);
  }

  expect(imports.filter((name) => name !== "react" && !name.startsWith("node:"))).toEqual([]);
});

test("the React entry is a client module for React Server Components", async () => {
  expect(await readFile(join(root, "dist/react/index.js"), "utf8")).toMatch(/^"use client";/);
});

test("publint and attw find no problems", async () => {
  const data = await readFile(tarball);

  const { messages } = await publint({ pack: { tarball: new Uint8Array(data).buffer }, strict: true });
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(data)), {
    excludeEntrypoints: ["./script"],
  });

  expect(messages).toEqual([]);
  // The package is ESM only. Node 22 and later support require() of ESM.
  const problems = analysis.types ? analysis.problems : [{ kind: "NoTypes" }];
  expect(problems.filter(({ kind }) => kind !== "CJSResolvesToESM" && kind !== "NoResolution")).toEqual([]);
});

test("an app that installs the package compiles, bundles with Vite and runs in Node", async () => {
  const app = await mkdtemp(join(folder, "app-"));
  const write = (name: string, text: string) => writeFile(join(app, name), text);
  await write("package.json", '{ "name": "app", "private": true, "type": "module" }');
  const packages = [tarball, "react@18.3.1", "@types/react@18.3.8", "@types/node@24.19.2"];
  await run("npm", ["install", "--no-audit", "--no-fund", ...packages], { cwd: app });

  await write("index.html", '<script type="module" src="/main.ts"></script>');
  await write(
    "main.ts",
    `import { createAnalytics } from "@admin-events/client";
     import { createPages } from "@admin-events/client/pages";
     import { AnalyticsProvider, useTrack } from "@admin-events/client/react";

     type Schema<Input> = { readonly "~standard": { readonly types?: { readonly input: Input } } };
     type Events = { "cart.item_added": { metadata?: Schema<{ sku: string }> } };
     const analytics = createAnalytics<Events>({ url: "https://analytics.example.com", key: "pk_1" });
     analytics.track("cart.item_added", { sku: "ember" });
     // @ts-expect-error: the sku is missing
     analytics.track("cart.item_added", {});
     // @ts-expect-error: there is no such event
     analytics.track("cart.item_eaten");
     createPages(analytics).watch({ history: true });
     export { AnalyticsProvider, useTrack };`,
  );
  await write(
    "server.ts",
    `import { createAnalytics } from "@admin-events/client/node";
     import { createQueryClient } from "@admin-events/client/query";

     const analytics = createAnalytics({ url: "http://127.0.0.1:9", key: "sk_1", onError: () => {} });
     analytics.track("order.placed", { total: 42 });
     const client = createQueryClient({ url: "http://127.0.0.1:9" });
     console.log(typeof client.onEvent, (await analytics.shutdown(50)).dropped);`,
  );

  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const compile = (file: string, module: string, resolution: string) =>
    run(
      process.execPath,
      [
        tsc,
        "--strict",
        "--noEmit",
        "--target",
        "es2024",
        "--module",
        module,
        "--moduleResolution",
        resolution,
        file,
      ],
      { cwd: app },
    );
  await compile("main.ts", "esnext", "bundler");
  await compile("server.ts", "nodenext", "nodenext");
  await build({ root: app, logLevel: "silent", configFile: false });
  const { stdout } = await run(process.execPath, ["server.ts"], { cwd: app });

  expect(stdout.trim()).toBe("function 1");
}, 180_000);
