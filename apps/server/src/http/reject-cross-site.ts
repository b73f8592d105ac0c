import type { Request, RequestHandler, Response } from "express";
import type { Origins } from "./origins.ts";
import { respondWithError } from "./respond-with-error.ts";
import { formatOtherName, getRequestedHost } from "./use-own-host.ts";

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

    const { origin = "" } = request.headers;
    const message = isOtherName(origin, response)
      ? formatOtherName(origins, origin)
      : "This request came from another site. Open the panel and try again.";
    respondWithError(request, response, { status: 403, code: "CROSS_SITE", message });
  };
}

/** Whether the page belongs to this server, under a name that it does not know. */
function isOtherName(origin: string, response: Response): boolean {
  return URL.canParse(origin) && new URL(origin).host === getRequestedHost(response)?.toLowerCase();
}

/** Whether the request is authenticated by a cookie, which browsers also send with cross-site requests. */
export function isCookieAuthenticated({ headers }: Request): boolean {
  return headers.cookie !== undefined && headers.authorization === undefined;
}
