import { expect, test } from "vitest";
import { bundleEntry, getGzippedSize } from "./publishing/bundle-entry.ts";

const MAX_BROWSER_BYTES = 6 * 1024;
const MAX_REACT_BYTES = 1_500;
const MAX_QUERY_BYTES = 12_000;

test("the browser entry is at most 6 KB gzipped and bundles no other package", async () => {
  const { metafile } = await bundleEntry("index");

  expect(await getGzippedSize("index")).toBeLessThanOrEqual(MAX_BROWSER_BYTES);
  expect(Object.keys(metafile.inputs).filter((input) => input.includes("node_modules"))).toEqual([]);
});

test("the React entry adds at most 1.5 KB", async () => {
  expect(await getGzippedSize("react")).toBeLessThanOrEqual(MAX_REACT_BYTES);
});

test("the query entry is at most 12 KB and bundles only tRPC", async () => {
  const { metafile } = await bundleEntry("query");
  const packages = Object.keys(metafile.inputs).flatMap((input) => input.split("node_modules/").slice(2));

  expect(await getGzippedSize("query")).toBeLessThanOrEqual(MAX_QUERY_BYTES);
  expect(packages.filter((file) => !file.startsWith("@trpc/"))).toEqual([]);
});
