import type { RequestHandler, Response } from "express";
import type { Origins } from "./origins.ts";

/**
 * Replaces the Host header by this server's own. Proxies often pass the host they connect to, and a client can send
 * anything; Remix and tRPC build the URL of the request from it.
 */
export function useOwnHost(origins: Origins): RequestHandler {
  return (request, response, next) => {
    (response.locals as { requestedHost?: string }).requestedHost = request.headers.host;
    request.headers.host = new URL(origins.resolve(request.headers)).host;
    delete request.headers["x-forwarded-host"];
    next();
  };
}

/** The Host header as it was sent. */
export function getRequestedHost(response: Response): string | undefined {
  return (response.locals as { requestedHost?: string }).requestedHost;
}

/**
 * For a browser that opened the server under a name that it does not know: says where to open it.
 *
 * @param opened the origin in the browser's address bar.
 */
export function formatOtherName(origins: Origins, opened: string): string {
  return `This server is known as ${origins.address}. Open it there, or set ORIGIN=${opened} and restart the server.`;
}
