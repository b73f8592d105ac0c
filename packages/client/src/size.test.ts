import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const maxBytes = 4_500;

test("the browser entry stays below 4.5 KB gzipped and brings no other package with it", async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [`${import.meta.dirname}/index.ts`],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
  });

  expect(gzipSync(outputFiles[0]!.contents).length).toBeLessThanOrEqual(maxBytes);
  expect(Object.keys(metafile.inputs).filter((input) => input.includes("node_modules"))).toEqual([]);
});
