import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import express, { Router } from "express";
import { join } from "node:path";
import type { LoadContext } from "./load-context.ts";
import { builtFilesFolder } from "./panel-files.ts";

// Not a literal: the build exists only after `pnpm build`, and types must be checked before.
const buildModule: string = "@admin-events/admin/build";

/** The panel as `pnpm build` left it. @throws {PanelMissing} */
export async function builtPanel(getLoadContext: LoadContext): Promise<Router> {
  const files = builtFilesFolder();
  const build = (await import(buildModule)) as ServerBuild;
  const router = Router();

  // The names of these files change with their contents.
  router.use(
    "/assets",
    express.static(join(files, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }),
  );
  router.use(express.static(files, { maxAge: "1h" }));
  router.all("*", forNobodyElse, createRequestHandler({ build, mode: "production", getLoadContext }));

  return router;
}

/** Pages hold what only their reader may see; no cache on the way may keep one. */
const forNobodyElse: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "private, no-cache");
  next();
};
