import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import express, { Router } from "express";
import { join } from "node:path";
import type { LoadContext } from "./load-context.ts";
import { findBuildFolder } from "./panel-files.ts";

// Not a literal, so that types can be checked before `pnpm build`.
const buildModule: string = "@admin-events/admin/build";

/** Serves the panel's production build. @throws {PanelMissingError} */
export async function createBuiltPanel(getLoadContext: LoadContext): Promise<Router> {
  const files = findBuildFolder();
  const build = (await import(buildModule)) as ServerBuild;
  const router = Router();

  // File names contain a content hash.
  router.use(
    "/assets",
    express.static(join(files, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }),
  );
  router.use(express.static(files, { maxAge: "1h" }));
  router.all("*", privateNoCache, createRequestHandler({ build, mode: "production", getLoadContext }));

  return router;
}

/** Pages contain user data, which shared caches must not store. */
const privateNoCache: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "private, no-cache");
  next();
};
