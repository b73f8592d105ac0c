import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import { Router } from "express";
import { HttpError } from "../http/http-error.ts";
import { findBuildFolder } from "./panel-files.ts";
import { serveFiles } from "./serve-files.ts";
import type { RemixDeps } from "./serve-remix.ts";
import { serveRemix } from "./serve-remix.ts";
import { serveManifest, withBasePath } from "./with-base-path.ts";

// Not a literal, so that types can be checked before `pnpm build`.
const buildModule: string = "@admin-events/admin/build";

/** Serves the panel's production build. @throws {PanelMissingError} */
export async function createBuiltPanel(deps: RemixDeps): Promise<Router> {
  const folder = findBuildFolder();
  const build = (await import(buildModule)) as ServerBuild;
  const served = withBasePath(build, deps.origins.basePath);
  const router = Router();

  router.get(...serveManifest(build, served));
  router.use(serveFiles(folder));
  router.all("/assets/*", (_request, _response, next) => next(new HttpError(404, "Not found.")));
  router.all("*", privateNoCache, serveRemix(served, "production", deps));

  return router;
}

/** Pages contain user data, which shared caches must not store. */
const privateNoCache: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "private, no-cache");
  next();
};
