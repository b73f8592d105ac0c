import type { RequestHandler } from "express";
import type { Log } from "../log.ts";
import { getRoute } from "./get-route.ts";
import { getRequestId } from "./request-id.ts";

const SLOW_MS = 1_000;

/** Logs every response at `debug`, slow ones at `info`. Only the route, because paths and queries may identify people. */
export function logRequests(log: Log): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    const { method } = request;

    response.once("finish", () => {
      const milliseconds = Math.round(performance.now() - start);
      const fields = {
        requestId: getRequestId(response),
        method,
        route: getRoute(request),
        status: response.statusCode,
        milliseconds,
      };
      if (milliseconds < SLOW_MS) log.debug(fields, "Request");
      else log.info(fields, "Slow request");
    });
    next();
  };
}
