import type { BuildOptions, BuildResult } from "esbuild";
import { build } from "esbuild";
import { gzipSync } from "node:zlib";

const source = `${import.meta.dirname}/..`;

/** The entries of the package, and the script for plain pages. */
export const entries = {
  index: "index.ts",
  node: "node/index.ts",
  pages: "pages/index.ts",
  query: "query/index.ts",
  react: "react/index.ts",
  sql: "sql/index.ts",
  snippet: "snippet.ts",
} as const;

export type Entry = keyof typeof entries;

type Bundle = BuildResult<{ write: false; metafile: true }>;

/** How an entry is built, in whatever format. React and Node are not part of it. */
export function getBuildOptions(entry: Entry): BuildOptions {
  return {
    platform: entry === "node" ? "node" : "browser",
    target: "es2022",
    external: ["react", "react/*"],
  };
}

/** Bundles one entry with its dependencies, except React and Node, like an app's bundler. */
export function bundleEntry(entry: Entry, { minify = true } = {}): Promise<Bundle> {
  return build({
    ...getBuildOptions(entry),
    entryPoints: [`${source}/${entries[entry]}`],
    bundle: true,
    minify,
    format: entry === "snippet" ? "iife" : "esm",
    legalComments: "none",
    write: false,
    metafile: true,
  });
}

/** Size of an entry in bytes, minified and gzipped. */
export async function getGzippedSize(entry: Entry): Promise<number> {
  const { outputFiles } = await bundleEntry(entry);

  return gzipSync(outputFiles[0]!.contents).length;
}

/** Size in bytes of code with its imports from the packages of a folder, minified and gzipped. */
export async function getBundledSize(code: string, folder: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    logLevel: "error",
    write: false,
  });

  return gzipSync(outputFiles[0]!.contents).length;
}
