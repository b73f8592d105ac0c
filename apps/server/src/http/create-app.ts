import { appRouter } from "@admin-events/api";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import type { Express, RequestHandler, Router } from "express";
import express from "express";
import type { SignInLimits } from "../auth/sign-in-limits.ts";
import type { ContextParts } from "../trpc/create-context.ts";
import { contextForRequest } from "../trpc/create-context.ts";
import type { Log } from "../log.ts";
import { logInternalErrors } from "../trpc/log-internal-errors.ts";
import { authDoor } from "../auth/auth-route.ts";
import { answerFailure } from "./handle-errors.ts";
import { logRequests } from "./log-requests.ts";
import type { Origins } from "./origins.ts";
import { refuseForeignPages, usesCookie } from "./reject-cross-site.ts";
import { nameRequest, requestIdOf } from "./request-id.ts";
import { securityHeaders } from "./security-headers.ts";

export interface HttpAppParts {
  context: ContextParts;
  origins: Origins;
  limits: SignInLimits;
  log: Log;
  trustProxy: boolean;
  health: Router;
  /** Null where nobody has a token for it. */
  metrics: RequestHandler | null;
  ingest: RequestHandler;
  /** Everything else. */
  panel: Router | null;
}

/** Every door over HTTP, in the order they are tried. */
export function httpApp({
  context,
  origins,
  limits,
  log,
  trustProxy,
  health,
  metrics,
  ingest,
  panel,
}: HttpAppParts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", trustProxy ? 1 : false);

  if (!trustProxy) app.use(forgetForwarded);
  app.use(nameRequest, logRequests(log));
  // Comes first: it is asked most, and what the other headers say is for pages.
  app.use("/ingest", ingest);
  app.use(securityHeaders(origins), health);
  if (metrics) app.get("/metrics", metrics);
  app.use("/trpc", noStore, refuseMultipart, refuseForeignPages(origins, usesCookie), trpcDoor(context, log));
  app.use(refuseForeignPages(origins));
  app.use("/api/auth", noStore, authDoor(context.accounts, limits));
  if (panel) app.use(panel);

  app.use((_request, response) => {
    response.status(404).json({ error: { code: "NOT_FOUND", message: "There is nothing here." } });
  });
  app.use(answerFailure(log));

  return app;
}

function trpcDoor(context: ContextParts, log: Log): RequestHandler {
  return createExpressMiddleware({
    router: appRouter,
    createContext: ({ req: { headers, ip }, res }) =>
      contextForRequest(context, { headers, ip }, requestIdOf(res)),
    maxBodySize: 512 * 1024,
    maxBatchSize: 20,
    onError: logInternalErrors(log),
  });
}

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  next();
};

/** Forms can be sent from anywhere without asking first, and no procedure takes one. */
const refuseMultipart: RequestHandler = (request, response, next) => {
  if (!request.is("multipart")) {
    next();
    return;
  }
  response.status(415).json({ error: { code: "UNSUPPORTED_CONTENT", message: "Send JSON, not a form." } });
};

/** Without a proxy in front, these headers are whatever the client likes to claim. */
const forgetForwarded: RequestHandler = ({ headers }, _response, next) => {
  for (const name of Object.keys(headers)) {
    if (name === "forwarded" || name.startsWith("x-forwarded-")) delete headers[name];
  }
  next();
};
