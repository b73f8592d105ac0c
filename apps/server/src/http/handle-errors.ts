import type { ErrorRequestHandler } from "express";
import { TooManyRequests } from "../auth/sign-in-limits.ts";
import type { Log } from "../log.ts";
import { requestIdOf } from "./request-id.ts";

/** Answers requests that failed on the way. What went wrong on our side is logged, and answered without detail. */
export function answerFailure(log: Log): ErrorRequestHandler {
  return (error: { status?: unknown }, _request, response, next) => {
    const requestId = requestIdOf(response);
    const answer = (status: number, code: string, message: string) =>
      response.status(status).json({ error: { code, message } });

    if (response.headersSent) {
      next(error);
    } else if (error instanceof TooManyRequests) {
      response.setHeader("Retry-After", error.retryAfter);
      answer(429, error.code, error.message);
    } else if (error.status === 404) {
      answer(404, "NOT_FOUND", "There is nothing here.");
    } else if (error.status === 400) {
      answer(400, "BAD_REQUEST", "The address cannot be read.");
    } else {
      log.error({ error, requestId }, "A request failed.");
      answer(500, "INTERNAL", `Something went wrong on our side. Request ${requestId}.`);
    }
  };
}
