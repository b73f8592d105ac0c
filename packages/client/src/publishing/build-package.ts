import { execFile } from "node:child_process";
import { glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Entry } from "./bundle-entry.ts";
import { bundleEntry, entries } from "./bundle-entry.ts";

const root = join(import.meta.dirname, "../..");

/** Builds the published package: one ESM file per entry with its declarations, and the script for plain pages. */
export async function buildPackage(folder = join(root, "dist")): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await Promise.all([writeBundles(folder), writeDeclarations(folder)]);
}

async function writeBundles(folder: string): Promise<void> {
  for (const entry of Object.keys(entries) as Entry[]) {
    const isSnippet = entry === "snippet";
    const { outputFiles } = await bundleEntry(entry, { minify: isSnippet });
    const name = isSnippet ? "admin-events.js" : entries[entry].replace(/\.ts$/, ".js");

    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), outputFiles[0]!.contents);
  }
}

/** The compiler keeps `.ts` in import paths, but the package contains only `.d.ts` and `.js`. */
async function writeDeclarations(folder: string): Promise<void> {
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const project = join(root, "tsconfig.build.json");
  await promisify(execFile)(process.execPath, [tsc, "-p", project, "--outDir", folder], { cwd: root });

  for await (const file of glob("**/*.d.ts", { cwd: folder })) {
    const text = await readFile(join(folder, file), "utf8");
    await writeFile(join(folder, file), text.replaceAll(/(from "\.[^"]*)\.tsx?"/g, '$1.js"'));
  }
  await removeUnreachable(folder);
}

/** Removes declarations that no entry imports. */
async function removeUnreachable(folder: string): Promise<void> {
  const reachable = new Set<string>();

  async function visit(file: string): Promise<void> {
    if (reachable.has(file)) return;
    reachable.add(file);
    const text = await readFile(file, "utf8");
    const imports = Array.from(text.matchAll(/(?:from|import\() ?"(\.[^"]*)\.js"/g), ([, path = ""]) => path);
    for (const path of imports) await visit(join(dirname(file), `${path}.d.ts`));
  }

  for (const source of Object.values(entries).filter((source) => source !== entries.snippet)) {
    await visit(join(folder, source.replace(/\.ts$/, ".d.ts")));
  }
  for await (const file of glob("**/*.d.ts", { cwd: folder })) {
    if (!reachable.has(join(folder, file))) await rm(join(folder, file));
  }
}
