import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";

/** The panel's build as it is served under a base path: the router's basename, and the addresses of all files. */
export function withBasePath(build: ServerBuild, basePath: string): ServerBuild {
  if (basePath === "") return build;

  // With the slash, a link to the dashboard leads to the base path with a slash.
  const basename = `${basePath}/`;
  return { ...build, basename, publicPath: basename, assets: prefixPaths(build.assets, basePath) };
}

/**
 * Serves the manifest, which lists the files of each page, with their addresses under the base path. All other files name each
 * other relatively.
 */
export function serveManifest(original: ServerBuild, served: ServerBuild): [path: string, RequestHandler] {
  const script = `window.__remixManifest=${JSON.stringify(served.assets)};`;

  return [
    original.assets.url,
    (_request, response) => {
      response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      response.type("text/javascript").send(script);
    },
  ];
}

/** Prefixes the absolute paths in `module`, `imports`, `css` and `url`, which are the only texts that begin with a slash. */
function prefixPaths<Value>(value: Value, prefix: string): Value {
  const text = JSON.stringify(value, (key, part: unknown) =>
    typeof part === "string" && part.startsWith("/") && key !== "path" ? prefix + part : part,
  );

  return JSON.parse(text) as Value;
}
