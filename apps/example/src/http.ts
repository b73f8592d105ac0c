import { formatIssue } from "@admin-events/catalog";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { z } from "zod";

/** An error whose message is for the customer. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A route that returns its JSON body. Errors go to `handleErrors`. */
export function route(handle: (request: Request, response: Response) => Promise<unknown>): RequestHandler {
  return (request, response, next) => {
    handle(request, response)
      .then((body) => response.json(body ?? {}))
      .catch(next);
  };
}

/**
 * Rejects changes requested by pages of other sites, for which browsers would send the customer's cookie. Programs send
 * neither header.
 */
export function rejectOtherSites(origin: string): RequestHandler {
  return (request, _response, next) => {
    const isRead = ["GET", "HEAD", "OPTIONS"].includes(request.method);
    const site = request.get("sec-fetch-site") ?? "same-origin";
    const from = request.get("origin") ?? origin;
    const isOwnOrigin = from === origin || from === `${request.protocol}://${request.get("host")}`;

    if (isRead || (site === "same-origin" && isOwnOrigin)) return next();
    next(new HttpError(403, "This request came from another site. Open the shop and try again."));
  };
}

export function handleErrors(log: Logger) {
  return (error: Error & { status?: number }, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    if (error instanceof z.ZodError) return response.status(400).json({ error: formatIssue(error).problem });
    if (error instanceof HttpError) return response.status(error.status).json({ error: error.message });

    // Express's own errors, like a body that is not JSON, have a status too.
    const { status = 500 } = error;
    if (status >= 500) log.error({ error }, "A request failed.");
    response.status(status).json({ error: "Something went wrong. Try again." });
  };
}
