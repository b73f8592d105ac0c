import { expect, test } from "vitest";
import { bundleEntry, gzippedSize } from "./publishing/bundle-entry.ts";

/** Bytes; on the day this was written the browser's entry had 4,498. */
const mostInBrowser = 4_500;
const mostOfReact = 1_024;
const mostOfQuery = 12_000;

test("the browser entry stays below 4.5 KB gzipped and brings no other package with it", async () => {
  const { metafile } = await bundleEntry("index");

  expect(await gzippedSize("index")).toBeLessThanOrEqual(mostInBrowser);
  expect(Object.keys(metafile.inputs).filter((input) => input.includes("node_modules"))).toEqual([]);
});

test("React's entry adds at most 1 KB to it", async () => {
  expect(await gzippedSize("react")).toBeLessThanOrEqual(mostOfReact);
});

test("the query entry stays below 12 KB, and tRPC is all it brings", async () => {
  const { metafile } = await bundleEntry("query");
  const packages = Object.keys(metafile.inputs).flatMap((input) => input.split("node_modules/").slice(2));

  expect(await gzippedSize("query")).toBeLessThanOrEqual(mostOfQuery);
  expect(packages.filter((file) => !file.startsWith("@trpc/"))).toEqual([]);
});
