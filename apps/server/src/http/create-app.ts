import type { Express, RequestHandler, Router } from "express";
import express from "express";
import { createAuthRoutes } from "../auth/auth-routes.ts";
import type { Log } from "../log.ts";
import type { ContextDeps } from "../trpc/create-context.ts";
import { createTRPCRoute } from "../trpc/create-trpc-route.ts";
import { useBasePath } from "./base-path.ts";
import { checkRequest } from "./check-request.ts";
import { assignClientAddress } from "./client-address.ts";
import { compressResponses } from "./compress-responses.ts";
import type { ReadBody } from "./create-body-reader.ts";
import { handleErrors } from "./handle-errors.ts";
import { HttpError } from "./http-error.ts";
import { logRequests } from "./log-requests.ts";
import { ignoreForwardedHeaders } from "./ignore-forwarded-headers.ts";
import type { Origins } from "./origins.ts";
import { isCookieAuthenticated, rejectCrossSite } from "./reject-cross-site.ts";
import { assignRequestId } from "./request-id.ts";
import { createSecurityHeaders } from "./security-headers.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";
import { useOwnHost } from "./use-own-host.ts";

export interface AppDeps {
  context: ContextDeps;
  origins: Origins;
  log: Log;
  proxies: TrustedProxies;
  health: Router;
  /** Null without METRICS_TOKEN. */
  metrics: RequestHandler | null;
  ingest: RequestHandler;
  readBody: ReadBody;
  /** Every other path; null if the panel is not served. */
  panel: Router | null;
}

/** The Express app with every HTTP route. */
export function createApp({
  context,
  origins,
  log,
  proxies,
  health,
  metrics,
  ingest,
  readBody,
  panel,
}: AppDeps): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(ignoreForwardedHeaders(proxies, log));
  app.use(assignRequestId, assignClientAddress(proxies), logRequests(log));
  if (origins.basePath) app.use(useBasePath(origins, proxies));
  // Before the headers for pages, because it is the busiest route and needs none.
  app.use("/ingest", ingest);
  app.use(createSecurityHeaders(origins), checkRequest, useOwnHost(origins), health);
  app.use(compressResponses);
  if (metrics) app.get("/metrics", metrics);
  app.use(
    "/trpc",
    noStore,
    rejectMultipart,
    rejectCrossSite(origins, isCookieAuthenticated),
    createTRPCRoute({ context, readBody, log }),
  );
  app.use(rejectCrossSite(origins));
  app.use("/api/auth", noStore, createAuthRoutes(context.accounts, readBody));
  if (panel) app.use(panel);

  app.use((_request, _response, next) => next(new HttpError(404, "Not found.")));
  app.use(handleErrors(log));

  return app;
}

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  next();
};

/** Cross-site forms need no preflight, and no procedure accepts a form. */
const rejectMultipart: RequestHandler = (request, response, next) => {
  if (!request.is("multipart")) {
    next();
    return;
  }
  response.status(415).json({ error: { code: "UNSUPPORTED_CONTENT", message: "Send JSON, not a form." } });
};
