import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { execFile } from "node:child_process";
import { access, glob, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const packages = join(import.meta.dirname, "../../../packages");
const names = ["catalog", "client"] as const;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "admin-events-package-"));
  await run(process.execPath, [join(import.meta.dirname, "build-catalog.ts")]);
  await run(process.execPath, [join(packages, "client/src/publishing/main.ts")]);
  for (const name of names)
    await run("pnpm", ["pack", "--pack-destination", folder], { cwd: join(packages, name) });
}, 180_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(names)("publint and attw find no problems in %s, for any module resolution", async (name) => {
  const data = new Uint8Array(await readFile(join(folder, `admin-events-${name}-0.1.0.tgz`)));

  const { messages } = await publint({ pack: { tarball: data.slice().buffer }, strict: true });
  // The script for plain pages is not imported.
  const analysis = await checkPackage(createPackageFromTarballData(data), {
    excludeEntrypoints: ["./script"],
  });

  expect(messages).toEqual([]);
  expect(analysis.types ? analysis.problems : "no types").toEqual([]);
});

test.each(names)("every file that %s exports is in its package, and none is TypeScript", async (name) => {
  const { stdout } = await run("tar", ["-tf", join(folder, `admin-events-${name}-0.1.0.tgz`)]);
  const files = stdout.trim().split("\n");
  const { publishConfig, exports } = JSON.parse(
    await readFile(join(packages, name, "package.json"), "utf8"),
  ) as {
    publishConfig: { exports: object };
    exports: object;
  };
  const targets = JSON.stringify(publishConfig.exports).match(/(?<=")\.\/dist[^"]+/g) ?? [];

  expect(targets.filter((target) => !files.includes(target.replace("./", "package/")))).toEqual([]);
  expect(files.filter((file) => /(?<!\.d)\.[cm]?tsx?$/.test(file) || file.includes("/src/"))).toEqual([]);
  // What is left out is for this repository only.
  const published = Object.keys(publishConfig.exports);
  const own = ["./declaration", "./publishing", "./query/connection", "./shop-events"];
  expect(Object.keys(exports).filter((path) => !published.includes(path) && !own.includes(path))).toEqual([]);
});

test("the declarations of the client import only React and Node, those of the catalog only zod", async () => {
  const allowed = { client: /^(react|node:.*)$/, catalog: /^zod$/ };

  for (const name of names) {
    const root = join(packages, name, "dist");
    await access(root);
    for await (const file of glob("**/*.d.{ts,cts}", { cwd: root })) {
      const code = (await readFile(join(root, file), "utf8")).replaceAll(/\/\*[^]*?\*\//g, "");
      const imports = Array.from(
        code.matchAll(/(?:from|import\() ?"([^".][^"]*)"/g),
        ([, path = ""]) => path,
      );

      expect(imports.filter((path) => !allowed[name].test(path))).toEqual([]);
      if (name === "client") expect(code).not.toMatch(/zod|trpc/i);
    }
  }
});

test("the React entry is a client module for React Server Components", async () => {
  const react = join(packages, "client/dist/react");

  expect(await readFile(join(react, "index.js"), "utf8")).toMatch(/^"use client";/);
  expect(await readFile(join(react, "index.cjs"), "utf8")).toMatch(/^"use strict";\n"use client";/);
});
