import type { RequestHandler } from "express";
import { discardBody } from "./create-body-reader.ts";
import { HttpError } from "./http-error.ts";

/** Every route. Our own clients send long queries by POST. */
const MAX_URL_LENGTH = 8_192;
const METHODS = ["GET", "HEAD", "POST", "OPTIONS"];

/** Rejects requests that no route could handle, before any route spends time on them. */
export const checkRequest: RequestHandler = (request, response, next) => {
  response.once("finish", () => {
    if (!request.complete) discardBody(request);
  });

  const { method, url } = request;
  if (!METHODS.includes(method)) {
    response.setHeader("Allow", METHODS.join(", "));
    next(new HttpError(405, "Use GET or POST."));
  } else if (url.length > MAX_URL_LENGTH) {
    next(
      new HttpError(414, `The URL is longer than ${MAX_URL_LENGTH} characters. Send a long query with POST.`),
    );
  } else if (!url.startsWith("/")) {
    next(new HttpError(400, "The URL is malformed."));
  } else next();
};
