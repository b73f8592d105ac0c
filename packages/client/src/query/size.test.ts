import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

test("the query entry, with all that it brings, stays below 12 KB gzipped", async () => {
  const { outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/index.ts`],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });

  expect(gzipSync(outputFiles[0]!.contents).length).toBeLessThan(12_000);
});
