import type { Request, RequestHandler } from "express";
import type { Origins } from "./origins.ts";

/**
 * Refuses changes that a page of another site makes with its visitor's cookie (CSRF). Remix checks only some routes,
 * and tRPC none.
 */
export function refuseForeignPages(
  origins: Origins,
  isConcerned = (_request: Request) => true,
): RequestHandler {
  return (request, response, next) => {
    const isSafe = ["GET", "HEAD", "OPTIONS"].includes(request.method);
    if (isSafe || !isConcerned(request) || origins.isOwnPage(request.headers)) {
      next();
      return;
    }

    const message = "Another site's page may not do this. Open the panel itself and try again.";
    response.status(403).json({ error: { code: "FOREIGN_ORIGIN", message } });
  };
}

/** Whether a request counts as somebody because of a cookie, which browsers send along on their own. */
export function usesCookie({ headers }: Request): boolean {
  return headers.cookie !== undefined && headers.authorization === undefined;
}
