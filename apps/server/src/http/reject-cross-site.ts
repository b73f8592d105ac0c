import type { Request, RequestHandler, Response } from "express";
import type { Origins } from "./origins.ts";
import { respondWithError } from "./respond-with-error.ts";
import { getRequestedHost } from "./use-own-host.ts";

/**
 * Protects against CSRF: rejects unsafe requests that do not come from a page of this server. Remix checks only some
 * routes, and tRPC none.
 */
export function rejectCrossSite(origins: Origins, appliesTo = (_request: Request) => true): RequestHandler {
  return (request, response, next) => {
    const isSafe = ["GET", "HEAD", "OPTIONS"].includes(request.method);
    if (isSafe || !appliesTo(request) || origins.isOwnPage(request.headers)) {
      next();
      return;
    }

    const message = isOtherName(request, response)
      ? `This server is known as ${origins.own}. Open it there, or set ORIGIN=${request.headers.origin} and restart the server.`
      : "This request came from another site. Open the panel and try again.";
    respondWithError(request, response, { status: 403, code: "CROSS_SITE", message });
  };
}

/** Whether the page belongs to this server, under a name that it does not know. */
function isOtherName({ headers: { origin } }: Request, response: Response): boolean {
  const host = getRequestedHost(response)?.toLowerCase();

  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

/** Whether the request is authenticated by a cookie, which browsers also send with cross-site requests. */
export function isCookieAuthenticated({ headers }: Request): boolean {
  return headers.cookie !== undefined && headers.authorization === undefined;
}
