import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { RequestHandler } from "express";
import { HttpError } from "./http-error.ts";
import type { Origins } from "./origins.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";

/** Asked by the machine itself, without the proxy that adds the base path. */
const MONITORING = /^\/(healthz|readyz|metrics)(\?|$)/;

/**
 * The URL of a request without the base path; null if the request is not for this server. A trusted proxy that has removed
 * the base path says so with `X-Forwarded-Prefix`.
 */
export function stripBasePath(
  request: IncomingMessage,
  basePath: string,
  proxies: TrustedProxies,
): string | null {
  const { url = "/", headers } = request;
  if (basePath === "") return url;
  if (url.startsWith(`${basePath}/`)) return url.slice(basePath.length);
  const isStripped = MONITORING.test(url) || (isPrefixed(headers, basePath) && proxies.hasSent(request));

  return isStripped ? url : null;
}

/** Removes the base path from the URL, and redirects from the base path without a slash. Everything else is not found. */
export function useBasePath({ basePath, address }: Origins, proxies: TrustedProxies): RequestHandler {
  return (request, response, next) => {
    const url = stripBasePath(request, basePath, proxies);
    const [path, query] = request.url.split(/(\?.*)/s);

    if (url !== null) {
      request.url = url;
      // From which logs take the route.
      request.originalUrl = url;
      next();
    } else if (path === basePath && ["GET", "HEAD"].includes(request.method)) {
      response.redirect(307, `${basePath}/${query ?? ""}`);
    } else {
      next(
        new HttpError(
          404,
          `Not found. This server is at ${address}. If you opened that address, let the proxy pass ${basePath} on.`,
        ),
      );
    }
  };
}

function isPrefixed(headers: IncomingHttpHeaders, basePath: string): boolean {
  return headers["x-forwarded-prefix"]?.toString().replace(/\/$/, "") === basePath;
}
