import type { NextFunction, Request, RequestHandler, Response } from "express";
import type { z } from "zod";
import type { Log } from "../log.ts";

/** The shop will not do what was asked. The message is for the person who asked. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The body as the schema reads it. @throws {Refusal} with the schema's own words. */
export function bodyOf<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(request.body);
  if (!result.success) throw new Refusal(400, result.error.issues[0]?.message ?? "That cannot be read.");

  return result.data;
}

/** A route whose result becomes the JSON answer (nothing: 204), and whose failures reach the error handler. */
export function answer(route: (request: Request, response: Response) => unknown): RequestHandler {
  return (request, response, next) => {
    Promise.resolve()
      .then(() => route(request, response))
      .then((body) => (body === undefined ? response.status(204).end() : response.json(body)))
      .catch(next);
  };
}

/** Answers refusals with their message, and everything else with an apology while the log gets the whole of it. */
export function answerErrors(log: Log) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status >= 500) log.error({ error, path: request.path }, "A request failed.");

    const message =
      error instanceof Refusal ? error.message : "Something went wrong on our side. Please try again.";
    response.status(status).json({ error: message });
  };
}

/** Express's own refusals, such as a body too large, carry a status too. */
function statusOf(error: unknown): number {
  const { status } = error as { status?: unknown };

  return typeof status === "number" && status >= 400 && status < 600 ? status : 500;
}
