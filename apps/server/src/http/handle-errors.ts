import type { ErrorRequestHandler } from "express";
import { STATUS_CODES } from "node:http";
import { TooManyRequestsError } from "../auth/sign-in-limits.ts";
import type { Log } from "../log.ts";
import { getRequestId } from "./request-id.ts";

/** Responds to requests that failed. Internal errors are logged, and masked in the response. */
export function handleErrors(log: Log): ErrorRequestHandler {
  return (error: { status?: unknown }, _request, response, next) => {
    const requestId = getRequestId(response);
    const respond = (status: number, code: string, message: string) =>
      response.status(status).json({ error: { code, message } });

    if (response.headersSent) {
      next(error);
    } else if (error instanceof TooManyRequestsError) {
      response.setHeader("Retry-After", error.retryAfter);
      respond(429, error.code, error.message);
    } else if (error.status === 404) {
      respond(404, "NOT_FOUND", "Not found.");
    } else if (error.status === 400) {
      respond(400, "BAD_REQUEST", "The URL is malformed.");
    } else if (typeof error.status === "number" && error.status > 400 && error.status < 500) {
      respond(error.status, "BAD_REQUEST", STATUS_CODES[error.status] ?? "The request is invalid.");
    } else {
      log.error({ error, requestId }, "Request failed");
      respond(500, "INTERNAL", `Internal server error. Request ID: ${requestId}`);
    }
  };
}
