import type { RequestHandler } from "express";
import type { Log } from "../log.ts";
import { getRequestId } from "./request-id.ts";

const SLOW_MS = 1_000;

/** Logs every response at `debug`, slow ones at `info`. Without the query string, which may hold tokens or user data. */
export function logRequests(log: Log): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    const { method, path } = request;

    response.once("finish", () => {
      const milliseconds = Math.round(performance.now() - start);
      const fields = {
        requestId: getRequestId(response),
        method,
        path,
        status: response.statusCode,
        milliseconds,
      };
      if (milliseconds < SLOW_MS) log.debug(fields, "Request");
      else log.info(fields, "Slow request");
    });
    next();
  };
}
