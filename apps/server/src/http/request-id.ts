import type { RequestHandler, Response } from "express";
import { randomUUID } from "node:crypto";

/** Gives every request an id, and says it in the answer: the log has the same beside what went wrong. */
export const nameRequest: RequestHandler = (_request, response, next) => {
  const id = randomUUID();
  (response.locals as { requestId: string }).requestId = id;
  response.setHeader("x-request-id", id);
  next();
};

export function requestIdOf(response: Response): string {
  return (response.locals as { requestId: string }).requestId;
}
