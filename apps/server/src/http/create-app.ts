import { appRouter } from "@admin-events/api";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import type { Express, RequestHandler, Router } from "express";
import express from "express";
import { createAuthRoutes } from "../auth/auth-routes.ts";
import type { SignInLimits } from "../auth/sign-in-limits.ts";
import type { Log } from "../log.ts";
import type { ContextDeps } from "../trpc/create-context.ts";
import { createRequestContext } from "../trpc/create-context.ts";
import { logInternalErrors } from "../trpc/log-internal-errors.ts";
import { handleErrors } from "./handle-errors.ts";
import { logRequests } from "./log-requests.ts";
import type { Origins } from "./origins.ts";
import { isCookieAuthenticated, rejectCrossSite } from "./reject-cross-site.ts";
import { assignRequestId, getRequestId } from "./request-id.ts";
import { createSecurityHeaders } from "./security-headers.ts";

export interface AppDeps {
  context: ContextDeps;
  origins: Origins;
  limits: SignInLimits;
  log: Log;
  trustProxy: boolean;
  health: Router;
  /** Null without METRICS_TOKEN. */
  metrics: RequestHandler | null;
  ingest: RequestHandler;
  /** Every other path; null if the panel is not served. */
  panel: Router | null;
}

/** The Express app with every HTTP route. */
export function createApp({
  context,
  origins,
  limits,
  log,
  trustProxy,
  health,
  metrics,
  ingest,
  panel,
}: AppDeps): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", trustProxy ? 1 : false);

  if (!trustProxy) app.use(dropForwardedHeaders);
  app.use(assignRequestId, logRequests(log));
  // First, because it is the busiest route and needs no headers for pages.
  app.use("/ingest", ingest);
  app.use(createSecurityHeaders(origins), health);
  if (metrics) app.get("/metrics", metrics);
  app.use(
    "/trpc",
    noStore,
    rejectMultipart,
    rejectCrossSite(origins, isCookieAuthenticated),
    createTRPCRoute(context, log),
  );
  app.use(rejectCrossSite(origins));
  app.use("/api/auth", noStore, createAuthRoutes(context.accounts, limits));
  if (panel) app.use(panel);

  app.use((_request, response) => {
    response.status(404).json({ error: { code: "NOT_FOUND", message: "Not found." } });
  });
  app.use(handleErrors(log));

  return app;
}

function createTRPCRoute(context: ContextDeps, log: Log): RequestHandler {
  return createExpressMiddleware({
    router: appRouter,
    createContext: ({ req: { headers, ip }, res }) =>
      createRequestContext(context, { headers, ip }, getRequestId(res)),
    maxBodySize: 512 * 1024,
    maxBatchSize: 20,
    onError: logInternalErrors(log),
  });
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

/** Without a trusted proxy these headers are claims of the client. */
const dropForwardedHeaders: RequestHandler = ({ headers }, _response, next) => {
  for (const name of Object.keys(headers)) {
    if (name === "forwarded" || name.startsWith("x-forwarded-")) delete headers[name];
  }
  next();
};
