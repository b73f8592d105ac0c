import type { Request, RequestHandler } from "express";
import type { Origins } from "./origins.ts";

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

    const message = "This request came from another site. Open the panel and try again.";
    response.status(403).json({ error: { code: "CROSS_SITE", message } });
  };
}

/** Whether the request is authenticated by a cookie, which browsers also send with cross-site requests. */
export function isCookieAuthenticated({ headers }: Request): boolean {
  return headers.cookie !== undefined && headers.authorization === undefined;
}
