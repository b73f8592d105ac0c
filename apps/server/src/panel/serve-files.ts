import type { RequestHandler, Response } from "express";
import express, { Router } from "express";
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

const HOUR_SECONDS = 60 * 60;
const ENCODINGS = [
  { encoding: "br", extension: ".br" },
  { encoding: "gzip", extension: ".gz" },
] as const;

/** Serves the files of a build. The build contains the large ones compressed as well. */
export function serveFiles(folder: string): Router {
  const router = Router();
  const paths = listPaths(folder);

  router.get(
    "*",
    preferCompressed(paths),
    express.static(folder, { setHeaders: setCacheHeaders, index: false, redirect: false }),
  );

  return router;
}

function listPaths(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );

  return new Set(
    files.map(({ parentPath, name }) => `/${relative(folder, join(parentPath, name)).replaceAll(sep, "/")}`),
  );
}

function preferCompressed(paths: ReadonlySet<string>): RequestHandler {
  return (request, response, next) => {
    const { path } = request;
    const accepted = request.acceptsEncodings(["br", "gzip"]);
    const hasCompressed = ENCODINGS.some(({ extension }) => paths.has(path + extension));
    const chosen = ENCODINGS.find(
      ({ encoding, extension }) => encoding === accepted && paths.has(path + extension),
    );

    if (paths.has(path) && hasCompressed) response.vary("Accept-Encoding");
    if (paths.has(path) && chosen) {
      // express.static keeps a type that is set.
      response.type(path.slice(path.lastIndexOf(".")));
      response.setHeader("Content-Encoding", chosen.encoding);
      request.url = path + chosen.extension;
    }
    next();
  };
}

function setCacheHeaders(response: Response, file: string): void {
  // Names of assets contain a hash of their content.
  const caching = file.includes(`${sep}assets${sep}`)
    ? "public, max-age=31536000, immutable"
    : `public, max-age=${HOUR_SECONDS}`;
  response.setHeader("Cache-Control", caching);
}
