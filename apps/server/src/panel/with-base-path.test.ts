import type { ServerBuild } from "@remix-run/node";
import express from "express";
import { expect, test } from "vitest";
import { startApp } from "../testing/start-app.ts";
import { serveManifest, withBasePath } from "./with-base-path.ts";

const build = {
  basename: "/",
  publicPath: "/",
  assets: {
    version: "1",
    url: "/assets/manifest-1.js",
    entry: { module: "/assets/entry.js", imports: ["/assets/react.js"] },
    routes: { root: { id: "root", path: "", module: "/assets/root.js", css: ["/assets/root.css"] } },
  },
} as unknown as ServerBuild;

test("a build under a base path has a basename with a slash, and names its files under the base path", () => {
  expect(withBasePath(build, "/analytics")).toEqual({
    basename: "/analytics/",
    publicPath: "/analytics/",
    assets: {
      version: "1",
      url: "/analytics/assets/manifest-1.js",
      entry: { module: "/analytics/assets/entry.js", imports: ["/analytics/assets/react.js"] },
      routes: {
        root: {
          id: "root",
          path: "",
          module: "/analytics/assets/root.js",
          css: ["/analytics/assets/root.css"],
        },
      },
    },
  });
});

test("without a base path the build stays as it is", () => {
  expect(withBasePath(build, "")).toBe(build);
});

test("the manifest that browsers load names the files under the base path", async () => {
  const app = express();
  app.get(...serveManifest(build, withBasePath(build, "/analytics")));
  await using site = await startApp(app);

  const response = await fetch(`${site.url}/assets/manifest-1.js`);

  expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(response.headers.get("cache-control")).toContain("immutable");
  expect(await response.text()).toBe(
    `window.__remixManifest=${JSON.stringify(withBasePath(build, "/analytics").assets)};`,
  );
});
