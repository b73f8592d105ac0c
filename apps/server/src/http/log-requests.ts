import type { RequestHandler } from "express";
import type { Log } from "../log.ts";
import { requestIdOf } from "./request-id.ts";

const slow = 1_000;

/**
 * A line for every answer, under the request's id: at `debug`, or at `info` for one that took longer than a second.
 * Without what follows the path, which may hold a sign-in's token or somebody's question.
 */
export function logRequests(log: Log): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    const { method, path } = request;

    response.once("finish", () => {
      const milliseconds = Math.round(performance.now() - start);
      const line = {
        requestId: requestIdOf(response),
        method,
        path,
        status: response.statusCode,
        milliseconds,
      };
      if (milliseconds < slow) log.debug(line, "Answered.");
      else log.info(line, "Answered slowly.");
    });
    next();
  };
}
