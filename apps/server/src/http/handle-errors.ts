import type { ErrorRequestHandler } from "express";
import { STATUS_CODES } from "node:http";
import { TooManyRequestsError } from "../auth/sign-in-limits.ts";
import type { Log } from "../log.ts";
import { HttpError } from "./http-error.ts";
import { getRequestId } from "./request-id.ts";
import type { ErrorResponse } from "./respond-with-error.ts";
import { respondWithError } from "./respond-with-error.ts";

/** Responds to requests that failed. Internal errors are logged, and masked in the response. */
export function handleErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }

    const requestId = getRequestId(response);
    const expected = toErrorResponse(error);
    if (!expected) log.error({ error, requestId }, "Request failed");
    if (error instanceof TooManyRequestsError || error instanceof HttpError) {
      if (error.retryAfter !== undefined) response.setHeader("Retry-After", error.retryAfter);
    }

    const internal = {
      status: 500,
      code: "INTERNAL",
      message: `Internal server error. Request ID: ${requestId}`,
    };
    respondWithError(request, response, expected ?? internal);
  };
}

/** Null for an internal error. */
function toErrorResponse(error: unknown): ErrorResponse | null {
  if (error instanceof HttpError) return { status: error.status, code: error.code, message: error.message };
  if (error instanceof TooManyRequestsError) return { status: 429, code: error.code, message: error.message };

  // Errors of Express.
  const { status } = (error ?? {}) as { status?: unknown };
  if (status === 404) return { status, code: "NOT_FOUND", message: "Not found." };
  if (status === 400) return { status, code: "BAD_REQUEST", message: "The URL is malformed." };
  if (typeof status === "number" && status > 400 && status < 500)
    return { status, code: "BAD_REQUEST", message: STATUS_CODES[status] ?? "The request is invalid." };

  return null;
}
