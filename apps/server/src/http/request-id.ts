import type { RequestHandler, Response } from "express";
import { randomUUID } from "node:crypto";

/** Gives every request an id, which is logged and returned as `x-request-id`. */
export const assignRequestId: RequestHandler = (_request, response, next) => {
  const id = randomUUID();
  (response.locals as { requestId: string }).requestId = id;
  response.setHeader("x-request-id", id);
  next();
};

export function getRequestId(response: Response): string {
  return (response.locals as { requestId: string }).requestId;
}
